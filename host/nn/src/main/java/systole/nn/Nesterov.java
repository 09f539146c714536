package systole.nn;

import java.util.List;

/**
 * Nesterov's momentum in the form of Sutskever et al. (2013) as PyTorch has it: v = momentum * v + g; p -= rate * (g + momentum * v).
 *
 * @param momentum 0 (none) to below 1
 */
public record Nesterov(double momentum) implements Optimiser {
    public Nesterov {
        Shares.require("Nesterov", momentum);
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
            values[i] -= rate * (gradients[i] + kept * velocity[i]);
        }
    }
}
