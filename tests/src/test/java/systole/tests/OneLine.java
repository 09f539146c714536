package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import systole.cli.CommandLineRun;

/** What a refusal looks like. */
final class OneLine {
    private OneLine() {
    }

    /** One line on standard error that names the thing, nothing on standard output, and the exit code. */
    static void assertOf(CommandLineRun run, int exitCode, String named) {
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("systole: ") && run.err().contains(named), run.err());
        assertFalse(run.err().contains("a fault of the program itself"), run.err());
        assertEquals("", run.out());
    }
}
