package systole.compiler.timing;

/** Sends each descriptor's vectors to the scratchpad, where loads go first, or to the write engine. */
final class OutputRouter {
    /** Descriptors whose vectors may still be on their way. */
    static final int WAITING_DESTINATIONS = 4;

    private final Clock clock;
    private final Fifo<Destination> destinations;
    private final Fifo<Integer> vectors;
    private final LoadEngine load;
    private final WriteEngine writer;
    private final CompletionOrder order;
    private boolean active;
    private long vectorsLeft;

    OutputRouter(Clock clock, Fifo<Destination> destinations, Fifo<Integer> vectors, LoadEngine load, WriteEngine writer,
            CompletionOrder order) {
        this.clock = clock;
        this.destinations = destinations;
        this.vectors = vectors;
        this.load = load;
        this.writer = writer;
        this.order = order;
    }

    /** After the write engine's step. */
    void step() {
        if (active) {
            moveVector(destinations.peek());
        } else if (destinations.hasElement() && order.hasRoom()) {
            begin(destinations.peek());
        }
    }

    private void begin(Destination destination) {
        if (!destination.toScratchpad()) {
            if (!writer.ready()) {
                return;
            }
            writer.start(destination.runs());
        }
        order.begin(destination.toScratchpad());
        active = true;
        vectorsLeft = destination.vectors();
        clock.wakeAt(clock.now() + 1);
    }

    private void moveVector(Destination destination) {
        if (!vectors.hasElement() || !taken(destination.toScratchpad())) {
            return;
        }
        vectors.pop();
        if (--vectorsLeft == 0) {
            active = false;
            destinations.pop();
            if (destination.toScratchpad()) {
                order.stored();
            }
        }
    }

    private boolean taken(boolean toScratchpad) {
        if (toScratchpad && load.writesScratchpad()) {
            clock.wakeAt(clock.now() + 1);
            return false;
        }
        return toScratchpad || writer.acceptRow();
    }
}
