package systole.compiler.timing;

import java.util.ArrayDeque;

/**
 * A queue with registered edges: what enters in a cycle can leave from the next one on, and a place that becomes free can be taken
 * from the next one on. With a capacity of 1 it is a valid bit and its payload. At most one element leaves in a cycle.
 */
final class Fifo<T> {
    private record Entry<T>(T element, long from) {
    }

    private final Clock clock;
    private final int capacity;
    private final ArrayDeque<Entry<T>> entries = new ArrayDeque<>();
    private long latestPop;

    Fifo(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** A queue that is never full. */
    static <T> Fifo<T> unbounded(Clock clock) {
        return new Fifo<>(clock, Integer.MAX_VALUE);
    }

    boolean hasRoom() {
        int leaving = latestPop == clock.now() ? 1 : 0;
        return entries.size() + leaving < capacity;
    }

    void push(T element) {
        push(element, 1);
    }

    /** Takes a place now for an element that can leave after so many cycles, 0 where it passes straight through, and not before the ones ahead of it. */
    void push(T element, long delay) {
        entries.add(new Entry<>(element, clock.now() + delay));
        clock.wakeAt(clock.now() + delay);
    }

    /** Whether {@link #peek} and {@link #pop} are allowed. */
    boolean hasElement() {
        Entry<T> first = entries.peek();
        return first != null && first.from <= clock.now();
    }

    T peek() {
        return entries.element().element;
    }

    T pop() {
        latestPop = clock.now();
        clock.wakeAt(clock.now() + 1);
        return entries.remove().element;
    }
}
