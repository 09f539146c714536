package systole.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Tasks that the thread which made this shares with others. Everybody begins with a share of its own, of neighbouring tasks and the same at every
 * step, so that it finds in its caches what it wrote the step before, and then takes what others have left: nobody waits for one that comes late.
 */
final class SharedWork {
    private final Thread owner = Thread.currentThread();
    private final IntConsumer task;
    private final Cut shares;
    private final AtomicIntegerArray next;
    private final AtomicInteger unfinished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** For so many threads; at least one task. */
    SharedWork(int count, IntConsumer task, int threads) {
        this.task = task;
        shares = Cut.of(count, 1, threads);
        next = new AtomicIntegerArray(shares.parts());
        unfinished = new AtomicInteger(count);
    }

    /** Runs tasks until none is left to begin, as the thread of that number. */
    void help(int thread) {
        for (int i = 0; i < shares.parts(); i++) {
            runShare((thread + i) % shares.parts());
        }
    }

    private void runShare(int share) {
        int from = shares.from(share);
        int count = shares.to(share) - from;
        for (int index = next.getAndIncrement(share); index < count; index = next.getAndIncrement(share)) {
            try {
                task.accept(from + index);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            if (unfinished.decrementAndGet() == 0) {
                LockSupport.unpark(owner);
            }
        }
    }

    /** Waits until all tasks are done, and throws what the first failing one threw. */
    void await() {
        Patience patience = new Patience();
        while (unfinished.get() > 0) {
            patience.pause();
        }
        switch (failure.get()) {
            case null -> { }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
