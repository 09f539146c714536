package systole.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an optimiser remembers over a training: its memories of every trained element, and the number of steps. */
final class OptimiserState {
    private final Optimiser optimiser;
    private final Map<String, float[][]> memories = new LinkedHashMap<>();
    private int steps;

    /** At the start of a training of everything that has a gradient. */
    OptimiserState(Optimiser optimiser, Parameters gradients) {
        this.optimiser = optimiser;
        gradients.tensors().forEach((name, gradient) ->
                memories.put(name, new float[optimiser.memories().size()][gradient.values().length]));
    }

    /** Changes the parameters by one step; the gradients may be changed as well. */
    void step(Parameters parameters, Parameters gradients, double rate, Workers workers) {
        Optimiser.Step step = new Optimiser.Step(++steps, rate);
        memories.forEach((name, memory) -> {
            float[] values = parameters.get(name).values();
            float[] gradient = gradients.get(name).values();
            workers.forRanges(values.length, 1, (from, to) -> optimiser.step(step, values, gradient, memory, from, to));
        });
    }
}
