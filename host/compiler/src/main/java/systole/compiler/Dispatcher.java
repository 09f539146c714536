package systole.compiler;

import java.util.List;
import systole.contract.Progress;

/** Puts steps into program order, with loads as early as the prefetchers may: while the array works, the next steps' data arrive. */
final class Dispatcher {
    /**
     * Steps to look ahead for each step that was dispatched. The first steps stand before loads that can wait: the descriptors behind
     * those come late, since all that is read shares a queue of outstanding bursts.
     */
    private static final int HORIZON = 4;

    private Dispatcher() {
    }

    static void dispatch(List<Step> steps, Emitter emitter, int queueDepth) {
        Prefetcher activations = new Prefetcher(emitter, steps, Step::activations, Progress.LOAD, queueDepth);
        Prefetcher constants = new Prefetcher(emitter, steps, Step::constants, Progress.WEIGHTS, queueDepth);
        for (int i = 0; i < steps.size(); i++) {
            boolean loaded = activations.reach(i, i);
            if (!constants.reach(i, i) || !loaded) {
                throw new IllegalStateException(
                        "step %d of %d does not fit on chip, although nothing else is there".formatted(i, steps.size()));
            }
            steps.get(i).dispatch();
            lookAhead(activations, constants, i, Math.min(steps.size(), HORIZON * (i + 1)));
        }
    }

    /** Step by step, so that what is needed first is loaded first; one prefetcher goes on where the other is stuck. */
    private static void lookAhead(Prefetcher activations, Prefetcher constants, int current, int steps) {
        boolean going = true;
        for (int ahead = current + 1; going && ahead < steps; ahead++) {
            boolean activationsGo = activations.reach(ahead, current);
            going = constants.reach(ahead, current) || activationsGo;
        }
    }
}
