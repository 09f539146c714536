package systole.nn;

import systole.graph.Shape;

/** Maximum over patches, padding left out; of equal maxima the first in row-major order takes the gradient. A NaN is larger than any number. */
final class MaxPoolLayer implements Layer {
    private final Patch[] patches;
    private final Shape input;

    MaxPoolLayer(Patch[] patches, Shape input) {
        this.patches = patches;
        this.input = input;
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] to) {
        Patch.forEach(pass, patches, input, (patch, plane, index) -> to[index] = largest(inputs[0], patch, plane));
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] to, float[] toGradient, float[][] fromGradients) {
        Patch.forEach(pass, patches, input, (patch, plane, index) -> fromGradients[0][maximum(inputs[0], patch, plane)] += toGradient[index]);
    }

    /** The value alone: without the index the loop has no branch to mispredict. */
    private float largest(float[] from, Patch patch, int plane) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            int row = plane + y * input.width();
            for (int at = row + patch.left(); at < row + patch.right(); at += patch.stepX()) {
                largest = Math.max(largest, from[at]);
            }
        }
        return largest;
    }

    /** Index of the largest input; the graph has made sure that each patch reaches the input. */
    private int maximum(float[] from, Patch patch, int plane) {
        int best = plane + patch.top() * input.width() + patch.left();
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            int row = plane + y * input.width();
            for (int at = row + patch.left(); at < row + patch.right(); at += patch.stepX()) {
                if (from[at] > from[best] || Float.isNaN(from[at])) {
                    best = at;
                }
            }
        }
        return best;
    }
}
