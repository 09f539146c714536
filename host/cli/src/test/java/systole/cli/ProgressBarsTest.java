package systole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import systole.runtime.ProgressMonitor.Task;

class ProgressBarsTest {
    private static final Pattern PERCENT = Pattern.compile(" (\\d+)% \\[");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void tellsOfLongTasksOnceWhereThereIsNoTerminal() throws InterruptedException {
        ProgressBars bars = new ProgressBars(stream(), false);
        try (Task _ = bars.begin("short", 1)) {
            Thread.sleep(10);
        }
        try (Task outer = bars.begin("outer", 2)) {
            bars.part(1, () -> sleepIn(bars, "inner"));
            outer.advance(1);
        }
        assertEquals(List.of("outer ...", "inner ..."), text().lines().toList());
    }

    @Test
    void movesOneBarThroughNestedTasks() {
        ProgressBars bars = new ProgressBars(stream(), true);
        try (Task _ = bars.begin("whole", 10)) {
            await(" 0% [");
            bars.part(4, () -> advance(bars, "first", 20, 40));
            bars.part(6, () -> advance(bars, "second", 60, 80, 100));
        }
        List<Integer> percents = PERCENT.matcher(text()).results().map(match -> Integer.valueOf(match.group(1))).distinct().toList();
        assertEquals(List.of(0, 20, 40, 60, 80, 100), percents);
        assertTrue(text().contains("whole"), text());
        assertTrue(text().contains("second 1 of 3"), text());
    }

    /** Advances step by step, and waits until the bar shows each place. */
    private Void advance(ProgressBars bars, String name, int... percents) {
        try (Task task = bars.begin(name, percents.length)) {
            for (int percent : percents) {
                task.advance(1);
                await(" %d%% [".formatted(percent));
            }
        }
        return null;
    }

    /** The library redraws five times a second, or as the machine allows. */
    private void await(String part) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (!text().contains(part)) {
                Thread.sleep(50);
            }
        }, () -> part + " is not in " + text());
    }

    private static Void sleepIn(ProgressBars bars, String name) {
        try (Task _ = bars.begin(name, 1)) {
            Thread.sleep(1300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return null;
    }

    private PrintStream stream() {
        return new PrintStream(shown, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
