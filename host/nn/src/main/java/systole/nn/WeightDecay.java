package systole.nn;

import java.util.List;

/**
 * Another rule with g + decay * p in place of g, for every parameter, as PyTorch's {@code weight_decay}.
 *
 * @param optimiser the rule
 * @param decay at least 0
 */
public record WeightDecay(Optimiser optimiser, double decay) implements Optimiser {
    public WeightDecay {
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("a weight decay must be at least 0, not " + decay);
        }
    }

    @Override
    public List<String> memories() {
        return optimiser.memories();
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float factor = (float) decay;
        for (int i = from; i < to; i++) {
            gradients[i] += factor * values[i];
        }
        optimiser.step(step, values, gradients, memory, from, to);
    }
}
