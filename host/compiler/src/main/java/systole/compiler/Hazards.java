package systole.compiler;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import systole.contract.Opcode;
import systole.contract.Progress;

/**
 * Derives a descriptor's waits from what it and all before it touch: a reader waits for the last writer of its data, a writer for
 * the last writer and for all readers since. Descriptors of one engine complete in order and need no wait among themselves.
 *
 * <p>A write forgets what happened to its span before: it waited for that, so whoever waits for the write waits for it too.
 */
final class Hazards {
    /** What happened to a span since its last write, in steps by {@link Progress#ordinal()}; 0 is never. */
    private record History(long to, int[] writes, int[] reads) {
        History(long to) {
            this(to, new int[Progress.values().length], new int[Progress.values().length]);
        }

        History upTo(long end) {
            return new History(end, writes.clone(), reads.clone());
        }
    }

    private final Map<Space, TreeMap<Long, History>> memories = new EnumMap<>(Space.class);
    private final int[] dispatched = new int[Progress.values().length];

    /** Takes the next descriptor in dispatch order; returns the steps that it must wait for, where there are any. */
    Map<Progress, Integer> dispatch(Opcode opcode, Footprint footprint) {
        for (Progress progress : Progress.values()) {
            if (progress.engine() == opcode.engine()) {
                dispatched[progress.ordinal()]++;
            }
        }
        int[] waits = new int[Progress.values().length];
        footprint.reads().forEach(span -> read(span, readsDone(opcode), waits));
        footprint.writes().forEach(span -> write(span, writesDone(opcode), waits));
        Map<Progress, Integer> others = new EnumMap<>(Progress.class);
        for (Progress progress : Progress.values()) {
            if (progress.engine() != opcode.engine() && waits[progress.ordinal()] > 0) {
                others.put(progress, waits[progress.ordinal()]);
            }
        }
        return others;
    }

    /** Descriptors dispatched so far that the progress counter counts. */
    int dispatched(Progress progress) {
        return dispatched[progress.ordinal()];
    }

    /** The counter that tells when a descriptor has read all it reads. */
    static Progress readsDone(Opcode opcode) {
        return switch (opcode) {
            case LOAD -> Progress.LOAD;
            case LOAD_WEIGHTS -> Progress.WEIGHTS;
            case EXECUTE -> Progress.EXECUTE;
            case STORE, SNAPSHOT -> Progress.DRAIN;
        };
    }

    /** The counter that tells when what a descriptor wrote can be read. */
    static Progress writesDone(Opcode opcode) {
        Progress reads = readsDone(opcode);
        return reads == Progress.DRAIN ? Progress.STORE : reads;
    }

    private void read(Span span, Progress done, int[] waits) {
        TreeMap<Long, History> memory = memory(span);
        long position = span.from();
        while (position < span.to()) {
            History history = memory.get(position);
            if (history == null) {
                Long next = memory.higherKey(position);
                history = new History(next == null ? span.to() : Math.min(next, span.to()));
                memory.put(position, history);
            }
            raise(waits, history.writes);
            history.reads[done.ordinal()] = dispatched(done);
            position = history.to;
        }
    }

    private void write(Span span, Progress done, int[] waits) {
        Map<Long, History> overwritten = memory(span).subMap(span.from(), span.to());
        for (History history : overwritten.values()) {
            raise(waits, history.writes);
            raise(waits, history.reads);
        }
        overwritten.clear();
        History history = new History(span.to());
        history.writes[done.ordinal()] = dispatched(done);
        memory(span).put(span.from(), history);
    }

    /** The span's memory, with histories cut where the span begins and ends. */
    private TreeMap<Long, History> memory(Span span) {
        TreeMap<Long, History> memory = memories.computeIfAbsent(span.space(), s -> new TreeMap<>());
        cut(memory, span.from());
        cut(memory, span.to());
        return memory;
    }

    private static void cut(TreeMap<Long, History> memory, long at) {
        Map.Entry<Long, History> entry = memory.lowerEntry(at);
        if (entry != null && entry.getValue().to > at) {
            memory.put(entry.getKey(), entry.getValue().upTo(at));
            memory.put(at, entry.getValue());
        }
    }

    private static void raise(int[] waits, int[] steps) {
        for (int i = 0; i < waits.length; i++) {
            waits[i] = Math.max(waits[i], steps[i]);
        }
    }
}
