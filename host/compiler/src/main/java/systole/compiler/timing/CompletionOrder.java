package systole.compiler.timing;

import systole.contract.Progress;

/** Brings the completions of scratchpad and device-memory stores into the order of the program. */
final class CompletionOrder {
    private static final int OPEN_DESCRIPTORS = 16;

    private final Clock clock;
    private final ProgressTimes progress;
    /** Whether each descriptor's vectors go to the scratchpad. */
    private final Fifo<Boolean> open;
    private final Fifo<Boolean> stored;
    private final Fifo<Boolean> acknowledged;

    CompletionOrder(Clock clock, ProgressTimes progress) {
        this.clock = clock;
        this.progress = progress;
        open = new Fifo<>(clock, OPEN_DESCRIPTORS);
        stored = Fifo.unbounded(clock);
        acknowledged = Fifo.unbounded(clock);
    }

    boolean hasRoom() {
        return open.hasRoom();
    }

    void begin(boolean toScratchpad) {
        open.push(toScratchpad);
    }

    /** The oldest scratchpad store is done. */
    void stored() {
        stored.push(true);
    }

    /** The oldest device-memory store is done. */
    void acknowledged() {
        acknowledged.push(false);
    }

    void step() {
        if (open.hasElement()) {
            Fifo<Boolean> done = open.peek() ? stored : acknowledged;
            if (done.hasElement()) {
                done.pop();
                open.pop();
                progress.complete(Progress.STORE, clock.now() + 1);
            }
        }
    }
}
