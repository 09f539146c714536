package systole.models.augment;

import systole.nn.Tensor;

/** Values multiplied and shifted. */
final class Tone {
    private Tone() {
    }

    /** A copy with factor * value + offset everywhere. */
    static Tensor of(Tensor image, double factor, double offset) {
        Tensor result = new Tensor(image.shape(), image.values().clone());
        change(result.values(), 0, result.values().length, factor, offset);
        return result;
    }

    static void change(float[] values, int from, int to, double factor, double offset) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (factor * values[i] + offset);
        }
    }
}
