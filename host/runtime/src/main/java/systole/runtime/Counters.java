package systole.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import systole.contract.Counter;

/**
 * A reading of all hardware counters, or a difference of two.
 *
 * @param values every counter's value
 */
public record Counters(Map<Counter, Long> values) {
    public Counters {
        values = Map.copyOf(values);
    }

    /** The reading at start. */
    public static Counters zero() {
        return of(counter -> 0);
    }

    /** Asks for every counter's value. */
    public static Counters of(ToLongFunction<Counter> reader) {
        Map<Counter, Long> values = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            values.put(counter, reader.applyAsLong(counter));
        }
        return new Counters(values);
    }

    /** Reads a snapshot record at that byte offset. */
    public static Counters read(ByteBuffer memory, int offset) {
        ByteBuffer little = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return of(counter -> little.getLong(offset + counter.snapshotOffset()));
    }

    public long get(Counter counter) {
        return values.get(counter);
    }

    public Counters minus(Counters earlier) {
        return of(counter -> get(counter) - earlier.get(counter));
    }

    public Counters plus(Counters other) {
        return of(counter -> get(counter) + other.get(counter));
    }
}
