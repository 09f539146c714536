package systole.compiler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import systole.contract.Progress;

/**
 * Puts steps into program order with their loads as early as memory allows, across layers: while the array works on one
 * step, the next ones' data arrive. Looking further ahead than the load queues are deep would hold up dispatch itself.
 */
final class Dispatcher {
    /** A step whose loads are emitted, and how many load descriptors there were then. */
    private record Prepared(Step step, int loads, int weights) {
    }

    private final Emitter emitter;
    private final int queueDepth;
    private final Deque<Prepared> prepared = new ArrayDeque<>();

    Dispatcher(Emitter emitter, int queueDepth) {
        this.emitter = emitter;
        this.queueDepth = queueDepth;
    }

    void dispatch(List<Step> steps) {
        int next = 0;
        while (next < steps.size() || !prepared.isEmpty()) {
            while (next < steps.size() && queuesHaveRoom() && steps.get(next).prepare()) {
                prepared.addLast(new Prepared(steps.get(next), emitter.emitted(Progress.LOAD), emitter.emitted(Progress.WEIGHTS)));
                next++;
            }
            if (prepared.isEmpty()) {
                throw new IllegalStateException("step %d of %d does not fit the empty on-chip memories".formatted(next, steps.size()));
            }
            prepared.removeFirst().step().dispatch();
        }
    }

    private boolean queuesHaveRoom() {
        if (prepared.isEmpty()) {
            return true;
        }
        Prepared first = prepared.getFirst();
        return emitter.emitted(Progress.LOAD) - first.loads() < queueDepth
                && emitter.emitted(Progress.WEIGHTS) - first.weights() < queueDepth;
    }
}
