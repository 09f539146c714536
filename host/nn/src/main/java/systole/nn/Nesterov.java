package systole.nn;

import java.util.List;

/**
 * Nesterov's momentum in the form of Sutskever et al. (2013) as PyTorch has it: v = momentum * v + g; p -= rate * (g + momentum * v).
 *
 * @param momentum 0 (none) to below 1
 */
public record Nesterov(double momentum) implements Optimiser {
    public Nesterov {
        Velocity.requireMomentum(momentum);
    }

    @Override
    public List<String> memories() {
        return Velocity.memories();
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] velocity = memory[0];
        float kept = (float) momentum;
        float rate = (float) step.rate();
        Velocity.update(velocity, kept, gradients, from, to);
        for (int i = from; i < to; i++) {
            values[i] -= rate * (gradients[i] + kept * velocity[i]);
        }
    }
}
