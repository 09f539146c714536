package systole.tests;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import systole.compiler.RandomChain;
import systole.quant.QuantisedGraph;
import systole.runtime.DeviceOptions;
import systole.runtime.MemoryTiming;

/**
 * A network, an input and a memory by chance.
 *
 * @param accelerator what it runs on
 * @param seed decides everything by chance
 */
record ParityCase(TestAccelerator accelerator, long seed) {
    private static final int[] LATENCIES = {1, 7, 100, 333};
    private static final double[] STALLS = {0, 0, 0.3, 0.8};

    QuantisedGraph graph() {
        return RandomChain.of(accelerator.lanes(), seed);
    }

    /** Random bytes; sometimes the largest or smallest everywhere. */
    byte[] input() {
        SplittableRandom random = new SplittableRandom(~seed);
        byte[] values = new byte[graph().input().shape().size()];
        switch (random.nextInt(8)) {
            case 0 -> Arrays.fill(values, Byte.MIN_VALUE);
            case 1 -> Arrays.fill(values, Byte.MAX_VALUE);
            default -> random.nextBytes(values);
        }
        return values;
    }

    /** Latency, bandwidth and back-pressure of the memory by chance. */
    DeviceOptions options() {
        SplittableRandom random = new SplittableRandom(-seed);
        OptionalInt bytesPerCycle = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 20));
        return accelerator.options().withMemory(new MemoryTiming(LATENCIES[random.nextInt(LATENCIES.length)], bytesPerCycle,
                STALLS[random.nextInt(STALLS.length)], seed));
    }

    @Override
    public String toString() {
        return "%s, seed %d".formatted(accelerator, seed);
    }
}
