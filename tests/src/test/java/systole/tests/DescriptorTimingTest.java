package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.compiler.Program;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.compiler.timing.ProgramTiming;
import systole.contract.Descriptor;
import systole.contract.ErrorCode;
import systole.runtime.Counters;

/** The timing of single descriptors and of their contention is the hardware's, in every counter and every snapshot. */
class DescriptorTimingTest {
    private static final int PROGRAMS = 40;
    private static final int[] LATENCIES = {1, 16, 100, 400};

    @ParameterizedTest
    @EnumSource
    void programsByChance(TestAccelerator accelerator) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int latency = LATENCIES[random.nextInt(LATENCIES.length)];
            int bytesPerCycle = random.nextBoolean() ? 0 : random.nextInt(1, 33);
            assertSameTiming(RandomDescriptors.program(accelerator.configuration(), seed), latency, bytesPerCycle);
        }
    }

    /** @param bytesPerCycle of memory, 0 for no limit */
    private static void assertSameTiming(Program program, int latency, int bytesPerCycle) {
        OptionalInt limit = bytesPerCycle == 0 ? OptionalInt.empty() : OptionalInt.of(bytesPerCycle);
        ProgramTiming predicted = ProgramTimer.time(program, new MemorySpeed(latency, limit));
        String where = "%s, latency %d, %d bytes a cycle".formatted(program.name(), latency, bytesPerCycle);
        try (KernelBench bench = new KernelBench(program.configuration(),
                memory -> memory.withLatency(latency, latency).withBytesPerCycle(bytesPerCycle))) {
            byte[] input = new byte[program.input().bytes()];
            assertEquals(ErrorCode.NONE, bench.run(program, input).error(), where);
            assertEquals(bench.counters(), new Counters(predicted.total()), where);
            for (int i = 0; i < predicted.snapshots().size(); i++) {
                assertEquals(bench.snapshot(program, RandomDescriptors.SNAPSHOT_BASE + i * Descriptor.BYTES),
                        new Counters(predicted.snapshots().get(i)), "snapshot " + i + ", " + where);
            }
        }
    }
}
