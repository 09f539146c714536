package systole.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.Configuration;
import systole.contract.Register;
import systole.sim.Variant;

/** What goes wrong says so, in one line. */
class SimulatorFailureTest {
    private static final MemoryModel MEMORY = MemoryModel.ofBytes(1 << 16);
    private static final long SOURCE = Simulator.MEMORY_BASE;
    private static final long TARGET = SOURCE + 8192;

    @TempDir
    Path folder;

    @Test
    void missingLibrary() {
        Path file = folder.resolve("libnone.so");
        var failure = assertThrows(SimulatorException.class, () -> Simulator.open(file, Configuration.ofArray(4), MEMORY));
        assertEquals("simulator library " + file + " does not exist: build it first", failure.getMessage());
    }

    @Test
    void fileThatIsNoLibrary() throws IOException {
        Path file = Files.writeString(folder.resolve("libtext.so"), "text");
        var failure = assertThrows(SimulatorException.class, () -> Simulator.open(file, Configuration.ofArray(4), MEMORY));
        assertEquals(file + " is not a simulator library for this machine: build it anew", failure.getMessage());
    }

    @Test
    void otherConfiguration() {
        Configuration built = CopyKernel.configuration(16);
        Configuration asked = CopyKernel.configuration(32);
        Path library = CopyKernel.library(built, Variant.FAST);
        var failure = assertThrows(SimulatorException.class, () -> Simulator.open(library, asked, MEMORY));
        assertEquals("simulator %s has contract hash %s but this configuration has %s: build it anew"
                .formatted(library, built.hashText(), asked.hashText()), failure.getMessage());
    }

    @Test
    void moreMemoryThanThereIs() {
        var failure = assertThrows(SimulatorException.class, () -> CopyKernel.open(16, MemoryModel.ofBytes(1L << 60)));
        assertEquals("cannot allocate 1152921504606846976 bytes of simulated memory: ask for less", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 3968 | AXI protocol: read burst of 16 beats at 0x100000f80 crosses a 4 KiB boundary
            1 | 0    | AXI protocol: read burst at 0x100000000 has type 0: only INCR (1) is served
            2 | 0    | AXI protocol: WLAST is 1 at beat 15 of 16 of the write burst at 0x100002000
            """)
    void protocolViolation(int fault, long sourceOffset, String message) {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            simulator.write(Register.CONSTANTS_LOW, fault);
            var failure = assertThrows(SimulatorException.class, () -> {
                CopyKernel.start(simulator, SOURCE + sourceOffset, TARGET, 16);
                simulator.run(1000);
            });
            assertEquals(message, failure.getMessage());
            assertThrows(SimulatorException.class, () -> simulator.run(1000), "the violation is not forgotten");
        }
    }

    @Test
    void unansweredRegister() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            simulator.write(Register.CONSTANTS_LOW, CopyKernel.SILENT);
            var read = assertThrows(SimulatorException.class, () -> simulator.read(Register.ERROR));
            assertEquals("the kernel left a read of register 0x108 unanswered for 1000 cycles", read.getMessage());
            var write = assertThrows(SimulatorException.class, () -> simulator.write(Register.WATCHDOG, 1));
            assertEquals("the kernel left a write of register 0x3c unanswered for 1000 cycles", write.getMessage());
            simulator.reset();
            assertEquals(0, simulator.read(Register.ERROR));
        }
    }

    @Test
    void closedSimulator() {
        Simulator simulator = CopyKernel.open(16, MEMORY);
        simulator.close();
        simulator.close();
        assertThrows(IllegalStateException.class, () -> simulator.run(1));
        assertThrows(IllegalStateException.class, () -> simulator.memory(SOURCE, 1));
    }

    @Test
    void fastVariantHasNoWaves() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            assertFalse(simulator.wavesAvailable());
            var failure = assertThrows(SimulatorException.class, () -> simulator.startWaves(folder.resolve("run.fst")));
            assertTrue(failure.getMessage().startsWith("cannot write waves to "), failure.getMessage());
            simulator.step(1);
        }
    }

    @Test
    void badMemoryModel() {
        assertThrows(IllegalArgumentException.class, () -> MemoryModel.ofBytes(0));
        assertThrows(IllegalArgumentException.class, () -> MemoryModel.ofBytes(4095));
        assertThrows(IllegalArgumentException.class, () -> MEMORY.withLatency(0, 1));
        assertThrows(IllegalArgumentException.class, () -> MEMORY.withLatency(1, 0));
        assertThrows(IllegalArgumentException.class, () -> MEMORY.withBytesPerCycle(-1));
        assertThrows(IllegalArgumentException.class, () -> MEMORY.withBytesPerCycle(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> MEMORY.withStalls(1, 0));
    }
}
