package systole.nn;

import java.util.SplittableRandom;

/**
 * Inverted dropout (Srivastava et al., 2014): sets values to 0 with a probability and scales the others by 1/(1 - probability). What is dropped
 * follows from the pass's seed, the layer and the image, so that backward draws the same again.
 *
 * @param size elements of one image
 * @param probability 0 to 1
 * @param salt tells layers apart
 */
record DropoutLayer(int size, float probability, long salt) implements Layer {
    DropoutLayer {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a dropout's probability must be from 0 to 1, not " + probability);
        }
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        forEach(pass, (at, factor) -> output[at] = inputs[0][at] * factor);
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        forEach(pass, (at, factor) -> inputGradients[0][at] += outputGradient[at] * factor);
    }

    private interface Element {
        void accept(int at, float factor);
    }

    private void forEach(Pass pass, Element element) {
        float kept = probability == 1 ? 0 : 1 / (1 - probability);
        pass.workers().forRanges(pass.images(), size, (from, to) -> {
            for (int image = from; image < to; image++) {
                SplittableRandom random = new SplittableRandom(pass.seed() ^ salt * 0x9E3779B97F4A7C15L ^ image * 0xD1B54A32D192ED03L);
                for (int at = image * size; at < (image + 1) * size; at++) {
                    element.accept(at, random.nextFloat() < probability ? 0 : kept);
                }
            }
        });
    }
}
