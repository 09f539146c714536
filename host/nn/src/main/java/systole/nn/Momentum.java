package systole.nn;

import java.util.List;

/**
 * Gradient descent with momentum (Polyak, 1964): v = momentum * v + g; p -= rate * v.
 *
 * @param momentum 0 (none) to below 1
 */
public record Momentum(double momentum) implements Optimiser {
    public Momentum {
        Velocity.requireMomentum(momentum);
    }

    @Override
    public List<String> memories() {
        return Velocity.memories();
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] velocity = memory[0];
        float rate = (float) step.rate();
        Velocity.update(velocity, (float) momentum, gradients, from, to);
        for (int i = from; i < to; i++) {
            values[i] -= rate * velocity[i];
        }
    }
}
