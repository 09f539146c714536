package systole.nn;

import java.util.List;

/** Stochastic gradient descent: p -= rate * g. */
public record Sgd() implements Optimiser {
    @Override
    public List<String> memories() {
        return List.of();
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float rate = (float) step.rate();
        for (int i = from; i < to; i++) {
            values[i] -= rate * gradients[i];
        }
    }
}
