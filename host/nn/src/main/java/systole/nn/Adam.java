package systole.nn;

import java.util.List;

/**
 * Adam (Kingma and Ba, 2015): m = b1 * m + (1 - b1) * g; s = b2 * s + (1 - b2) * g^2; both are corrected for their start at 0 by 1/(1 - b^step);
 * p -= rate * m / (sqrt(s) + epsilon).
 *
 * @param meanDecay b1, 0 to below 1
 * @param squareDecay b2, 0 to below 1
 * @param epsilon keeps the divisor from 0
 */
public record Adam(double meanDecay, double squareDecay, double epsilon) implements Optimiser {
    /** The paper's 0.9, 0.999 and 1e-8. */
    public Adam() {
        this(0.9, 0.999, 1e-8);
    }

    public Adam {
        Shares.require("Adam's decays", meanDecay, squareDecay);
    }

    @Override
    public List<String> memories() {
        return List.of("mean", "square");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] mean = memory[0];
        float[] square = memory[1];
        float keptMean = (float) meanDecay;
        float keptSquare = (float) squareDecay;
        float small = (float) epsilon;
        float rate = correctedRate(step);
        float correction = squareCorrection(step);
        for (int i = from; i < to; i++) {
            float gradient = gradients[i];
            mean[i] = keptMean * mean[i] + (1 - keptMean) * gradient;
            square[i] = keptSquare * square[i] + (1 - keptSquare) * gradient * gradient;
            values[i] -= rate * mean[i] / ((float) Math.sqrt(square[i] * correction) + small);
        }
    }

    /** The rate with the mean's correction. */
    float correctedRate(Step step) {
        return (float) (step.rate() / (1 - Math.pow(meanDecay, step.number())));
    }

    /** What the running square is multiplied with. */
    float squareCorrection(Step step) {
        return (float) (1 / (1 - Math.pow(squareDecay, step.number())));
    }
}
