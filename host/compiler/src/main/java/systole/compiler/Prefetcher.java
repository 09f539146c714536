package systole.compiler;

import java.util.List;
import java.util.function.Function;
import systole.contract.Progress;

/**
 * Emits the loads of one engine ahead of the steps that need them, in the steps' order and across layers: as far as memory allows,
 * and not so far that the engine's full queue would hold up the dispatch of the step whose turn it is.
 */
final class Prefetcher {
    private final Emitter emitter;
    private final List<Step> steps;
    private final Function<Step, List<Buffer>> needs;
    private final Progress loads;
    private final int queueDepth;
    /** How many loads there were when a step had all its own. */
    private final int[] loadsBehind;
    private int step;
    private int need;

    Prefetcher(Emitter emitter, List<Step> steps, Function<Step, List<Buffer>> needs, Progress loads, int queueDepth) {
        this.emitter = emitter;
        this.steps = steps;
        this.needs = needs;
        this.loads = loads;
        this.queueDepth = queueDepth;
        loadsBehind = new int[steps.size()];
    }

    /**
     * Emits what is missing up to a step, as far as it goes.
     *
     * @param target index of the step to look ahead to
     * @param current index of the step whose turn it is
     * @return whether the target has what it needs
     */
    boolean reach(int target, int current) {
        while (step <= target && acquireRest(current)) {
            loadsBehind[step] = emitter.emitted(loads);
            step++;
            need = 0;
        }
        return step > target;
    }

    private boolean acquireRest(int current) {
        List<Buffer> buffers = needs.apply(steps.get(step));
        while (need < buffers.size()) {
            boolean room = step == current || emitter.emitted(loads) - loadsBehind[current] < queueDepth;
            if (!room || !buffers.get(need).acquire()) {
                return false;
            }
            need++;
        }
        return true;
    }
}
