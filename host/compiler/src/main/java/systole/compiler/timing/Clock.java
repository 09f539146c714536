package systole.compiler.timing;

import java.util.PriorityQueue;

/** The current cycle, and the later ones in which something may happen. Cycles count from a program's first one, which is 1. */
final class Clock {
    private final PriorityQueue<Long> later = new PriorityQueue<>();
    private long now = 1;
    private boolean next = true;

    long now() {
        return now;
    }

    /** Asks for a cycle. Past and current ones are not visited again. */
    void wakeAt(long cycle) {
        if (cycle == now + 1) {
            next = true;
        } else if (cycle > now) {
            later.add(cycle);
        }
    }

    /** Goes on to the next cycle that was asked for; false where there is none. */
    boolean advance() {
        if (!next && later.isEmpty()) {
            return false;
        }
        now = next ? now + 1 : later.peek();
        next = false;
        while (!later.isEmpty() && later.peek() <= now) {
            later.remove();
        }
        return true;
    }
}
