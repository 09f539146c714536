package systole.nn;

import systole.graph.Shape;

/** Maximum over patches, padding left out; of equal maxima the first in row-major order takes the gradient. A NaN is larger than any number. */
record MaxPoolLayer(Patches patches, Shape input, Shape output) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] to) {
        forPlanes(pass, (from, end) -> {
            for (int i = from; i < end; i++) {
                to[i] = inputs[0][maximum(inputs[0], patches.of(i))];
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] to, float[] toGradient, float[][] fromGradients, Parameters gradients) {
        forPlanes(pass, (from, end) -> {
            for (int i = from; i < end; i++) {
                fromGradients[0][maximum(inputs[0], patches.of(i))] += toGradient[i];
            }
        });
    }

    private void forPlanes(Pass pass, Workers.Range elements) {
        int area = output.height() * output.width();
        pass.workers().forRanges(pass.images() * output.channels(), input.height() * input.width(),
                (from, to) -> elements.run(from * area, to * area));
    }

    /** Index of the largest input; the graph has made sure that each patch reaches the input. */
    private int maximum(float[] from, Patch patch) {
        int best = patch.plane() + patch.top() * input.width() + patch.left();
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            int row = patch.plane() + y * input.width();
            for (int at = row + patch.left(); at < row + patch.right(); at += patch.stepX()) {
                if (from[at] > from[best] || Float.isNaN(from[at])) {
                    best = at;
                }
            }
        }
        return best;
    }
}
