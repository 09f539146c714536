package systole.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that share the work inside a layer. Work is cut into tasks that write different elements, and no element's value depends on the cut:
 * so results are the same bit for bit, however many threads there are and whichever takes a task.
 */
public final class Workers implements AutoCloseable {
    /** Below so many elements, handing work to another thread costs more than it saves. */
    private static final int GRAIN = 1 << 14;

    private final int threads;
    private final ExecutorService pool;

    private Workers(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("systole-nn-", 0).factory());
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
        return new Workers(threads);
    }

    /** How many threads work at once. */
    public int threads() {
        return threads;
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** Runs the task for every index from 0 to below {@code count}, in any order, and returns when all are done. */
    void forEach(int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                task.accept(index);
            }
        };
        List<Future<?>> shares = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            shares.add(pool.submit(share));
        }
        try {
            share.run();
        } finally {
            shares.forEach(Workers::await);
        }
    }

    /** Items from {@code from} to below {@code to}. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    /** Runs the task for parts that make up the items from 0 to below {@code count}, each of which is about so many elements of work. */
    void forRanges(int count, int elements, Range task) {
        int parts = (int) Math.clamp((long) count * elements / GRAIN, 1, Math.clamp(count, 1, 4L * threads));
        forEach(parts, part -> task.run((int) ((long) count * part / parts), (int) ((long) count * (part + 1) / parts)));
    }

    /** Into how many parts work is cut so that all threads have some, where there are that many pieces already. */
    int parts(int pieces) {
        return threads == 1 ? 1 : Math.ceilDiv(4 * threads, pieces);
    }

    private static void await(Future<?> share) {
        try {
            share.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("work was interrupted", e);
        }
    }
}
