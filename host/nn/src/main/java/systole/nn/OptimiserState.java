package systole.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an optimiser remembers over a training: its memories of every trained element, and the number of steps. */
final class OptimiserState {
    private final Optimiser optimiser;
    private final Map<String, List<Tensor>> memories = new LinkedHashMap<>();
    private int steps;

    /** At the start of a training of everything that has a gradient. */
    OptimiserState(Optimiser optimiser, Parameters gradients) {
        this.optimiser = optimiser;
        gradients.tensors().forEach((name, gradient) ->
                memories.put(name, optimiser.memories().stream().map(_ -> Tensor.zeros(gradient.shape())).toList()));
    }

    /** How many steps were made. */
    int steps() {
        return steps;
    }

    /** All memories, as {@code conv1.weight/velocity}; not copies. */
    Parameters memories() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        memories.forEach((name, tensors) -> {
            for (int i = 0; i < tensors.size(); i++) {
                named.put(name + "/" + optimiser.memories().get(i), tensors.get(i));
            }
        });
        return new Parameters(named);
    }

    /** Goes on from an earlier state; throws {@link WeightsException} where it is not this optimiser's, or of other parameters. */
    void restore(Parameters earlier, int stepsMade) {
        memories().copyFrom(earlier);
        steps = stepsMade;
    }

    /** Changes the parameters by one step; the gradients may be changed as well. */
    void step(Parameters parameters, Parameters gradients, double rate, Workers workers) {
        Optimiser.Step step = new Optimiser.Step(++steps, rate);
        memories.forEach((name, tensors) -> {
            float[] values = parameters.get(name).values();
            float[] gradient = gradients.get(name).values();
            float[][] memory = tensors.stream().map(Tensor::values).toArray(float[][]::new);
            workers.forRanges(values.length, 1, (from, to) -> optimiser.step(step, values, gradient, memory, from, to));
        });
    }
}
