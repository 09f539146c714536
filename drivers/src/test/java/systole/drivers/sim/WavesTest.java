package systole.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.contract.Configuration;
import systole.sim.Variant;

class WavesTest {
    private static final long NANOSECONDS_PER_CYCLE = 10;

    @TempDir
    Path folder;

    @Test
    void filesCoverTheCyclesTheyWereOpen() throws IOException {
        try (Simulator simulator = open()) {
            assertTrue(simulator.wavesAvailable());
            long first = simulator.cycles();
            simulator.startWaves(folder.resolve("first.fst"));
            simulator.step(100);
            simulator.stopWaves();
            simulator.step(50);
            simulator.startWaves(folder.resolve("second.fst"));
            CopyKernel.start(simulator, Simulator.MEMORY_BASE, Simulator.MEMORY_BASE + 8192, 64);
            assertTrue(simulator.run(10_000));
            long end = simulator.cycles();
            simulator.stopWaves();
            assertTimes(folder.resolve("first.fst"), first, first + 100);
            assertTimes(folder.resolve("second.fst"), first + 150, end);
        }
    }

    @Test
    void unwritableFile() {
        try (Simulator simulator = open()) {
            Path file = folder.resolve("missing").resolve("run.fst");
            var failure = assertThrows(SimulatorException.class, () -> simulator.startWaves(file));
            assertEquals("cannot write waves to " + file + ": No such file or directory", failure.getMessage());
            simulator.step(10);
        }
    }

    private static Simulator open() {
        Configuration configuration = CopyKernel.configuration(16);
        return Simulator.open(CopyKernel.library(configuration, Variant.WAVES), configuration, MemoryModel.ofBytes(1 << 16));
    }

    /** An FST file begins with block type 0, the block's length, and first and last time, big-endian. */
    private static void assertTimes(Path file, long firstCycle, long endCycle) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file));
        assertEquals(0, header.get(0), "block type");
        assertEquals(firstCycle * NANOSECONDS_PER_CYCLE, header.getLong(9), "first time");
        assertEquals((endCycle - 1) * NANOSECONDS_PER_CYCLE + NANOSECONDS_PER_CYCLE / 2, header.getLong(17), "last time");
    }
}
