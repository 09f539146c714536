package systole.nn;

import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, 2019): p *= 1 - rate * decay, and then a step of {@link Adam}, whose running means know nothing of the decay.
 *
 * @param adam the step
 * @param decay at least 0
 */
public record AdamW(Adam adam, double decay) implements Optimiser {
    /** PyTorch's decay, 0.01, and Adam's defaults. */
    public AdamW() {
        this(new Adam(), 0.01);
    }

    @Override
    public List<String> memories() {
        return adam.memories();
    }

    @Override
    public void step(Step step, float[] values, float[] gradients, float[][] memory, int from, int to) {
        float kept = (float) (1 - step.rate() * decay);
        for (int i = from; i < to; i++) {
            values[i] *= kept;
        }
        adam.step(step, values, gradients, memory, from, to);
    }
}
