package systole.nn;

import java.util.concurrent.locks.LockSupport;

/**
 * How a thread waits for another: awake for as long as the work between two steps of a network may take, since waking a thread takes longer than
 * many a step, and then asleep until it is unparked.
 */
final class Patience {
    private static final long NANOS = 100_000;

    private final long start = System.nanoTime();

    /** Returns soon, at latest after an unpark: what is waited for has to be looked at again. */
    void pause() {
        if (System.nanoTime() - start < NANOS) {
            Thread.onSpinWait();
        } else {
            LockSupport.park(this);
        }
    }
}
