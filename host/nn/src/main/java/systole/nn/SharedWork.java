package systole.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Tasks that the thread which made this shares with others: whoever is there takes the next one, and nobody waits for a thread that comes late. */
final class SharedWork {
    private final Thread owner = Thread.currentThread();
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    SharedWork(int count, IntConsumer task) {
        this.count = count;
        this.task = task;
        unfinished = new AtomicInteger(count);
    }

    /** Runs tasks until none is left to begin. */
    void help() {
        for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
            try {
                task.accept(index);
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
