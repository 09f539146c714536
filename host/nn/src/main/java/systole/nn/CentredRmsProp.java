package systole.nn;

import java.util.List;

/**
 * RMSprop by the gradient's deviation in place of its square (Graves, 2013): s = decay * s + (1 - decay) * g^2; m = decay * m + (1 - decay) * g;
 * p -= rate * g / (sqrt(s - m^2) + epsilon).
 *
 * @param decay alpha, 0 to below 1
 * @param epsilon keeps the divisor from 0
 */
public record CentredRmsProp(double decay, double epsilon) implements Optimiser {
    /** PyTorch's 0.99 and 1e-8. */
    public CentredRmsProp() {
        this(0.99, 1e-8);
    }

    public CentredRmsProp {
        Shares.require("centred RMSprop's decay", decay);
    }

    @Override
    public List<String> memories() {
        return List.of("square", "mean");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] square = memory[0];
        float[] mean = memory[1];
        float kept = (float) decay;
        float small = (float) epsilon;
        float rate = (float) step.rate();
        for (int i = from; i < to; i++) {
            square[i] = kept * square[i] + (1 - kept) * gradients[i] * gradients[i];
            mean[i] = kept * mean[i] + (1 - kept) * gradients[i];
            float variance = Math.max(0, square[i] - mean[i] * mean[i]);
            values[i] -= rate * gradients[i] / ((float) Math.sqrt(variance) + small);
        }
    }
}
