package systole.compiler.timing;

import java.util.EnumMap;
import java.util.Map;
import systole.contract.Engine;

/** A queue of descriptors before each engine, and its head; one head is refilled in a cycle. */
final class DescriptorQueues {
    private final Map<Engine, Fifo<Command>> queues = new EnumMap<>(Engine.class);
    private final Map<Engine, Fifo<Command>> heads = new EnumMap<>(Engine.class);

    DescriptorQueues(Clock clock, int depth) {
        for (Engine engine : Engine.values()) {
            queues.put(engine, new Fifo<>(clock, depth));
            heads.put(engine, new Fifo<>(clock, 1));
        }
    }

    /** The descriptor that the engine may take. */
    Fifo<Command> head(Engine engine) {
        return heads.get(engine);
    }

    boolean hasRoom(Engine engine) {
        return queues.get(engine).hasRoom();
    }

    void enqueue(Command command) {
        queues.get(command.engine()).push(command);
    }

    void step() {
        for (Engine engine : Engine.values()) {
            if (heads.get(engine).hasRoom() && queues.get(engine).hasElement()) {
                heads.get(engine).push(queues.get(engine).pop());
                return;
            }
        }
    }
}
