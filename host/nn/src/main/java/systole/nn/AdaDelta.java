package systole.nn;

import java.util.List;

/**
 * AdaDelta (Zeiler, 2012): s = decay * s + (1 - decay) * g^2; d = sqrt(u + epsilon) / sqrt(s + epsilon) * g; u = decay * u + (1 - decay) * d^2;
 * p -= rate * d.
 *
 * @param decay rho, 0 to below 1
 * @param epsilon what the first steps grow from
 */
public record AdaDelta(double decay, double epsilon) implements Optimiser {
    /** PyTorch's 0.9 and 1e-6; the usual rate is 1. */
    public AdaDelta() {
        this(0.9, 1e-6);
    }

    public AdaDelta {
        Shares.require("AdaDelta's decay", decay);
    }

    @Override
    public List<String> memories() {
        return List.of("square", "squared_step");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] square = memory[0];
        float[] squaredStep = memory[1];
        float kept = (float) decay;
        float small = (float) epsilon;
        float rate = (float) step.rate();
        for (int i = from; i < to; i++) {
            square[i] = kept * square[i] + (1 - kept) * gradients[i] * gradients[i];
            float change = (float) Math.sqrt(squaredStep[i] + small) / (float) Math.sqrt(square[i] + small) * gradients[i];
            squaredStep[i] = kept * squaredStep[i] + (1 - kept) * change * change;
            values[i] -= rate * change;
        }
    }
}
