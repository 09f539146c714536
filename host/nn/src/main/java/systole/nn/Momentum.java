package systole.nn;

import java.util.List;

/**
 * Gradient descent with momentum (Polyak, 1964): v = momentum * v + g; p -= rate * v.
 *
 * @param momentum 0 (none) to below 1
 */
public record Momentum(double momentum) implements Optimiser {
    public Momentum {
        Shares.require("momentum", momentum);
    }

    @Override
    public List<String> memories() {
        return List.of("velocity");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] velocity = memory[0];
        float kept = (float) momentum;
        float rate = (float) step.rate();
        for (int i = from; i < to; i++) {
            velocity[i] = kept * velocity[i] + gradients[i];
            values[i] -= rate * velocity[i];
        }
    }
}
