package systole.nn;

import java.util.List;

/**
 * RMSprop (Hinton, 2012): s = decay * s + (1 - decay) * g^2; p -= rate * g / (sqrt(s) + epsilon).
 *
 * @param decay alpha, 0 to below 1
 * @param epsilon keeps the divisor from 0
 */
public record RmsProp(double decay, double epsilon) implements Optimiser {
    /** PyTorch's 0.99 and 1e-8. */
    public RmsProp() {
        this(0.99, 1e-8);
    }

    public RmsProp {
        Shares.require("RMSprop's decay", decay);
    }

    @Override
    public List<String> memories() {
        return List.of("square");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] square = memory[0];
        float kept = (float) decay;
        float small = (float) epsilon;
        float rate = (float) step.rate();
        for (int i = from; i < to; i++) {
            square[i] = kept * square[i] + (1 - kept) * gradients[i] * gradients[i];
            values[i] -= rate * gradients[i] / ((float) Math.sqrt(square[i]) + small);
        }
    }
}
