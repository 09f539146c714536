package systole.nn;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that share the work inside a layer. Work is cut into tasks that write different elements, and no element's value depends on the cut:
 * so results are the same bit for bit, however many threads there are and whichever takes a task.
 */
public final class Workers implements AutoCloseable {
    /** Below so many elements, handing work to another thread costs more than it saves. */
    private static final int GRAIN = 1 << 14;

    private final List<Thread> helpers;
    private volatile SharedWork work = new SharedWork(1, _ -> { }, 1);
    private volatile boolean closed;

    private Workers(int threads) {
        helpers = IntStream.range(1, threads)
                .mapToObj(number -> Thread.ofPlatform().daemon().name("systole-nn-" + number).unstarted(() -> help(number))).toList();
    }

    /** The calling thread alone; nothing to close. */
    public static Workers single() {
        return new Workers(1);
    }

    /** The calling thread and {@code threads - 1} others, which end when this is closed; throws where there is not at least 1. */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        Workers workers = new Workers(threads);
        workers.helpers.forEach(Thread::start);
        return workers;
    }

    /** How many threads work at once. */
    public int threads() {
        return 1 + helpers.size();
    }

    @Override
    public void close() {
        closed = true;
        helpers.forEach(LockSupport::unpark);
    }

    /** Runs the task for every index from 0 to below {@code count}, in any order, and returns when all are done. */
    void forEach(int count, IntConsumer task) {
        if (count == 0) {
            return;
        }
        SharedWork shared = new SharedWork(count, task, threads());
        if (count > 1) {
            work = shared;
            helpers.forEach(LockSupport::unpark);
        }
        shared.help(0);
        shared.await();
    }

    /** Items from {@code from} to below {@code to}. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    /** Runs the task for parts that make up the items from 0 to below {@code count}, each of which is about so many elements of work. */
    void forRanges(int count, int elements, Range task) {
        int parts = (int) Math.clamp((long) count * elements / GRAIN, 1, Math.clamp(count, 1, 4L * threads()));
        forEach(parts, part -> task.run((int) ((long) count * part / parts), (int) ((long) count * (part + 1) / parts)));
    }

    /** Into how many parts work is cut so that all threads have some, where there are that many pieces already. */
    int parts(int pieces) {
        return helpers.isEmpty() ? 1 : Math.ceilDiv(4 * threads(), pieces);
    }

    private void help(int thread) {
        SharedWork last = null;
        while (!closed) {
            SharedWork latest = awaitOther(last);
            latest.help(thread);
            last = latest;
        }
    }

    /** The latest work, once that is not the given one. */
    private SharedWork awaitOther(SharedWork last) {
        Patience patience = new Patience();
        while (work == last && !closed) {
            patience.pause();
        }
        return work;
    }
}
