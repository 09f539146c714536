package systole.nn;

import java.util.List;

/**
 * AMSGrad (Reddi, Kale and Kumar, 2018): {@link Adam} with the largest running square so far in place of the latest, so that steps never grow back.
 *
 * @param adam the decays
 */
public record AmsGrad(Adam adam) implements Optimiser {
    /** With Adam's defaults. */
    public AmsGrad() {
        this(new Adam());
    }

    @Override
    public List<String> memories() {
        return List.of("mean", "square", "largest_square");
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float[] mean = memory[0];
        float[] square = memory[1];
        float[] largest = memory[2];
        float keptMean = (float) adam.meanDecay();
        float keptSquare = (float) adam.squareDecay();
        float small = (float) adam.epsilon();
        float rate = adam.correctedRate(step);
        float correction = adam.squareCorrection(step);
        for (int i = from; i < to; i++) {
            float gradient = gradients[i];
            mean[i] = keptMean * mean[i] + (1 - keptMean) * gradient;
            square[i] = keptSquare * square[i] + (1 - keptSquare) * gradient * gradient;
            largest[i] = Math.max(largest[i], square[i]);
            values[i] -= rate * mean[i] / ((float) Math.sqrt(largest[i] * correction) + small);
        }
    }
}
