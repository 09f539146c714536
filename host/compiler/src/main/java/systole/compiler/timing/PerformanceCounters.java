package systole.compiler.timing;

import java.util.EnumMap;
import java.util.Map;
import systole.contract.Counter;

/** All counters but that of cycles, which is the clock's. */
final class PerformanceCounters {
    private final long[] values = new long[Counter.values().length];

    void add(Counter counter, long amount) {
        values[counter.ordinal()] += amount;
    }

    /** The counters after so many cycles. */
    Map<Counter, Long> after(long cycles) {
        Map<Counter, Long> reading = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            reading.put(counter, values[counter.ordinal()]);
        }
        reading.put(Counter.CYCLES, cycles);
        return reading;
    }
}
