package systole.nn;

import java.util.HashMap;
import java.util.Map;

/** Adam (Kingma and Ba, 2015): steps by the gradient's running mean over the root of its running square, both corrected for their start at 0. */
public final class Adam implements Optimiser {
    private static final float EPSILON = 1e-8f;

    private final float meanDecay;
    private final float squareDecay;
    private final Map<String, Moments> moments = new HashMap<>();
    private int steps;

    private record Moments(float[] mean, float[] square) {
    }

    /** The paper's decays, 0.9 and 0.999. */
    public Adam() {
        this(0.9, 0.999);
    }

    /**
     * @param meanDecay beta 1, from 0 to below 1
     * @param squareDecay beta 2, from 0 to below 1
     */
    public Adam(double meanDecay, double squareDecay) {
        if (!(Math.min(meanDecay, squareDecay) >= 0 && Math.max(meanDecay, squareDecay) < 1)) {
            throw new IllegalArgumentException("Adam's decays must be from 0 to below 1, not %s and %s".formatted(meanDecay, squareDecay));
        }
        this.meanDecay = (float) meanDecay;
        this.squareDecay = (float) squareDecay;
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, double rate) {
        steps++;
        float corrected = (float) (rate / (1 - Math.pow(meanDecay, steps)));
        float squareCorrection = (float) (1 / (1 - Math.pow(squareDecay, steps)));
        gradients.tensors().forEach((name, gradient) -> step(parameters.get(name).values(), gradient.values(),
                moments.computeIfAbsent(name, _ -> new Moments(new float[gradient.values().length], new float[gradient.values().length])),
                corrected, squareCorrection));
    }

    private void step(float[] values, float[] gradients, Moments of, float rate, float squareCorrection) {
        float[] mean = of.mean();
        float[] square = of.square();
        for (int i = 0; i < values.length; i++) {
            float gradient = gradients[i];
            mean[i] = meanDecay * mean[i] + (1 - meanDecay) * gradient;
            square[i] = squareDecay * square[i] + (1 - squareDecay) * gradient * gradient;
            values[i] -= rate * mean[i] / ((float) Math.sqrt(square[i] * squareCorrection) + EPSILON);
        }
    }
}
