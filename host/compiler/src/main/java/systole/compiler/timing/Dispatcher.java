package systole.compiler.timing;

import systole.contract.Engine;

/** Judges a descriptor in one cycle and dispatches it in the next, or when its queue has room. */
final class Dispatcher {
    private final Clock clock;
    private final Fifo<Command> incoming;
    private final DescriptorQueues queues;
    private final int[] dispatched = new int[Engine.values().length];
    private int total;
    private boolean judged;

    Dispatcher(Clock clock, Fifo<Command> incoming, DescriptorQueues queues) {
        this.clock = clock;
        this.incoming = incoming;
        this.queues = queues;
    }

    /** Descriptors that the engine's queue was given. */
    int dispatched(Engine engine) {
        return dispatched[engine.ordinal()];
    }

    /** Descriptors that all queues were given. */
    int total() {
        return total;
    }

    void step() {
        if (!incoming.hasElement()) {
            return;
        }
        if (!judged) {
            judged = true;
            clock.wakeAt(clock.now() + 1);
        } else if (queues.hasRoom(incoming.peek().engine())) {
            Command command = incoming.pop();
            queues.enqueue(command);
            dispatched[command.engine().ordinal()]++;
            total++;
            judged = false;
        }
    }
}
