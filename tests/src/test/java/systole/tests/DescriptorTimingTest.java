package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import systole.compiler.Program;
import systole.compiler.timing.MemorySpeed;
import systole.compiler.timing.ProgramTimer;
import systole.compiler.timing.ProgramTiming;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ErrorCode;
import systole.contract.MemoryConfiguration;
import systole.runtime.Counters;
import systole.verify.Accelerator;

/** The timing of single descriptors and of their contention is the hardware's, in every counter and every snapshot. */
class DescriptorTimingTest {
    private static final int PROGRAMS = 40;
    private static final int[] LATENCIES = {1, 16, 100, 400};

    /** Rows take two beats, and leave in two. */
    private static final Configuration NARROW_BUS = new Configuration(new ArrayConfiguration(16, 2),
            new MemoryConfiguration(256, 256, 128, 64, 1, 128), new BusConfiguration(8, 64, 8), 4);

    static Stream<Configuration> configurations() {
        return Stream.concat(Accelerator.ALL.stream().map(Accelerator::configuration), Stream.of(NARROW_BUS));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void programsByChance(Configuration configuration) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int latency = LATENCIES[random.nextInt(LATENCIES.length)];
            int bytesPerCycle = random.nextBoolean() ? 0 : random.nextInt(1, 33);
            assertSameTiming(RandomDescriptors.program(configuration, seed), latency, bytesPerCycle);
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
