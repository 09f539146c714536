package systole.nn;

import java.util.List;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011): s += g^2; p -= rate * g / (sqrt(s) + epsilon).
 *
 * @param epsilon keeps the divisor from 0
 */
public record AdaGrad(double epsilon) implements Optimiser {
    /** PyTorch's epsilon, 1e-10. */
    public AdaGrad() {
        this(1e-10);
    }

    @Override
    public List<String> memories() {
        return List.of("squares");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] squares = memory[0];
        float rate = (float) step.rate();
        float small = (float) epsilon;
        for (int i = from; i < to; i++) {
            squares[i] += gradients[i] * gradients[i];
            values[i] -= rate * gradients[i] / ((float) Math.sqrt(squares[i]) + small);
        }
    }
}
