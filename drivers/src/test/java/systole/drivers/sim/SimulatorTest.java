package systole.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.Counter;
import systole.contract.ErrorCode;
import systole.contract.Register;

class SimulatorTest {
    private static final MemoryModel MEMORY = MemoryModel.ofBytes(1 << 20);
    private static final long SOURCE = Simulator.MEMORY_BASE;
    private static final long TARGET = SOURCE + (1 << 19);
    private static final long LIMIT = 1_000_000;

    @ParameterizedTest
    @CsvSource({"8, 0, 0, 1", "8, 0.5, 3.5, 2", "16, 0, 0, 100", "16, 0.3, 0, 7", "32, 0.9, 0, 1", "64, 0, 17, 33", "64, 0.4, 200, 250"})
    void copiesWhateverTheMemoryDoes(int busBytes, double stalls, double bytesPerCycle, int latency) {
        MemoryModel memory = MEMORY.withLatency(latency, 2 * latency).withBytesPerCycle(bytesPerCycle);
        for (int beats : new int[] {1, 15, 16, 17, 97, 1021}) {
            try (Simulator simulator = CopyKernel.open(busBytes, memory.withStalls(stalls, beats))) {
                copyAndCompare(simulator, beats, busBytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 37, 1000})
    void latencyIsExact(int latency) {
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withLatency(latency, latency + 5))) {
            copyAndCompare(simulator, 33, 16);
            assertEquals(latency, simulator.counter(CopyKernel.READ_LATENCY));
            assertEquals(latency + 5, simulator.counter(CopyKernel.WRITE_LATENCY));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, 8, 16, 17, 31})
    void bandwidthIsSharedAndUsedUp(double bytesPerCycle) {
        int beats = 2000;
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withLatency(20, 20).withBytesPerCycle(bytesPerCycle))) {
            copyAndCompare(simulator, beats, 16);
            double atLeast = (2.0 * beats - 2) * 16 / bytesPerCycle;
            long cycles = simulator.counter(Counter.CYCLES);
            assertTrue(cycles >= atLeast, cycles + " cycles, but bandwidth allows no less than " + atLeast);
            assertTrue(cycles <= atLeast * 1.02 + 100, cycles + " cycles, but bandwidth allows " + atLeast);
        }
    }

    @Test
    void withoutLimitBothDirectionsMoveABeatACycle() {
        int beats = 5000;
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withLatency(100, 100))) {
            copyAndCompare(simulator, beats, 16);
            long cycles = simulator.counter(Counter.CYCLES);
            assertTrue(cycles >= beats && cycles < beats + 210, "cycles " + cycles);
        }
    }

    @Test
    void seedDecidesTheStalls() {
        assertEquals(cyclesWithSeed(1), cyclesWithSeed(1));
        assertNotEquals(cyclesWithSeed(1), cyclesWithSeed(2));
    }

    @ParameterizedTest
    @CsvSource({"8, 0x81", "16, 0x8421", "32, 0x80000001", "64, 0x4000000000000001", "64, 0"})
    void strobesSelectBytes(int busBytes, String strobes) {
        long selected = Long.decode(strobes);
        try (Simulator simulator = CopyKernel.open(busBytes, MEMORY)) {
            byte[] data = fill(simulator, 3 * busBytes);
            CopyKernel.start(simulator, SOURCE, TARGET, 3, selected);
            assertTrue(simulator.run(LIMIT));
            for (int i = 0; i < data.length; i++) {
                if ((selected >>> i % busBytes & 1) == 0) {
                    data[i] = 0;
                }
            }
            assertArrayEquals(data, bytes(simulator, TARGET, data.length));
        }
    }

    @Test
    void outsideTheMemoryIsAnError() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            long end = SOURCE + simulator.memoryBytes();
            for (long outside : new long[] {0, SOURCE - 256, end, 1L << 63}) {
                CopyKernel.start(simulator, outside, TARGET, 16);
                assertTrue(simulator.run(LIMIT));
                assertEquals(ErrorCode.READ_FAILED, simulator.error(), Long.toHexString(outside));
                CopyKernel.start(simulator, SOURCE, outside, 16);
                assertTrue(simulator.run(LIMIT));
                assertEquals(ErrorCode.WRITE_FAILED, simulator.error(), Long.toHexString(outside));
            }
            CopyKernel.start(simulator, end - 256, SOURCE, 16);
            assertTrue(simulator.run(LIMIT));
            assertEquals(ErrorCode.NONE, simulator.error());
        }
    }

    @Test
    void bytesArriveWithTheResponseAndNotBefore() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withLatency(1, 1000))) {
            fill(simulator, 16);
            CopyKernel.start(simulator, SOURCE, TARGET, 1);
            simulator.step(500);
            assertArrayEquals(new byte[16], bytes(simulator, TARGET, 16));
            assertTrue(simulator.run(LIMIT));
            assertArrayEquals(bytes(simulator, SOURCE, 16), bytes(simulator, TARGET, 16));
        }
    }

    @Test
    void cycleLimitInterruptsARun() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            fill(simulator, 160);
            CopyKernel.start(simulator, SOURCE, TARGET, 10);
            long before = simulator.cycles();
            assertFalse(simulator.run(150));
            assertEquals(before + 150, simulator.cycles());
            assertTrue(simulator.run(LIMIT));
            assertArrayEquals(bytes(simulator, SOURCE, 160), bytes(simulator, TARGET, 160));
        }
    }

    @Test
    void resetDropsARunAndKeepsMemory() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withStalls(0.3, 5))) {
            byte[] data = fill(simulator, 16 * 1000);
            CopyKernel.start(simulator, SOURCE, TARGET, 1000);
            simulator.step(400);
            simulator.reset();
            assertFalse(simulator.run(3000), "no run goes on after a reset");
            assertArrayEquals(data, bytes(simulator, SOURCE, data.length));
            copyAndCompare(simulator, 1000, 16);
        }
    }

    @Test
    void simulatorsOfSeveralLibrariesRunSideBySide() {
        try (Simulator narrow = CopyKernel.open(8, MEMORY); Simulator wide = CopyKernel.open(64, MEMORY);
                Simulator other = CopyKernel.open(8, MEMORY)) {
            copyAndCompare(narrow, 100, 8);
            copyAndCompare(wide, 100, 64);
            assertArrayEquals(new byte[800], bytes(other, TARGET, 800));
            copyAndCompare(other, 99, 8);
            copyAndCompare(narrow, 101, 8);
        }
    }

    @Test
    void memoryIsCheckedAgainstItsBounds() {
        try (Simulator simulator = CopyKernel.open(16, MEMORY)) {
            int bytes = (int) simulator.memoryBytes();
            assertEquals(bytes, simulator.memory(SOURCE, bytes).remaining());
            assertThrows(IndexOutOfBoundsException.class, () -> simulator.memory(SOURCE + 1, bytes));
            assertThrows(IndexOutOfBoundsException.class, () -> simulator.memory(SOURCE - 1, 1));
        }
    }

    private static long cyclesWithSeed(long seed) {
        try (Simulator simulator = CopyKernel.open(16, MEMORY.withStalls(0.25, seed))) {
            copyAndCompare(simulator, 500, 16);
            return simulator.counter(Counter.CYCLES);
        }
    }

    private static void copyAndCompare(Simulator simulator, int beats, int busBytes) {
        byte[] data = fill(simulator, beats * busBytes);
        CopyKernel.start(simulator, SOURCE, TARGET, beats);
        assertTrue(simulator.run(LIMIT), "the copy of " + beats + " beats did not end");
        assertEquals(ErrorCode.NONE, simulator.error());
        assertArrayEquals(data, bytes(simulator, TARGET, data.length));
        assertEquals(0, simulator.memory(TARGET + data.length, 1).get(0), "a byte too many was written");
    }

    private static byte[] fill(Simulator simulator, int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        simulator.memory(SOURCE, length).put(data);
        simulator.memory(TARGET, length + 64).put(new byte[length + 64]);
        return data;
    }

    private static byte[] bytes(Simulator simulator, long address, int length) {
        byte[] data = new byte[length];
        simulator.memory(address, length).get(data);
        return data;
    }
}
