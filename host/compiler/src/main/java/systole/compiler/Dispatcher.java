package systole.compiler;

import java.util.List;
import systole.contract.Progress;

/** Puts steps into program order, with loads as early as the prefetchers may: while the array works, the next steps' data arrive. */
final class Dispatcher {
    private Dispatcher() {
    }

    static void dispatch(List<Step> steps, Emitter emitter, int queueDepth) {
        Prefetcher activations = new Prefetcher(emitter, steps, Step::activations, Progress.LOAD, queueDepth);
        Prefetcher constants = new Prefetcher(emitter, steps, Step::constants, Progress.WEIGHTS, queueDepth);
        for (int i = 0; i < steps.size(); i++) {
            boolean loaded = activations.advance(i);
            if (!constants.advance(i) || !loaded) {
                throw new IllegalStateException(
                        "step %d of %d does not fit on chip, although nothing else is there".formatted(i, steps.size()));
            }
            steps.get(i).dispatch();
        }
    }
}
