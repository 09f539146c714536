package systole.nn;

import systole.graph.Shape;

/** Mean over patches, where padding counts as 0. */
final class AveragePoolLayer implements Layer {
    private final Patch[] patches;
    private final Shape input;

    AveragePoolLayer(Patch[] patches, Shape input) {
        this.patches = patches;
        this.input = input;
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] to) {
        Patch.forEach(pass, patches, input, (patch, plane, index) -> to[index] = sum(inputs[0], patch, plane) / patch.divisor());
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] to, float[] toGradient, float[][] fromGradients) {
        Patch.forEach(pass, patches, input, (patch, plane, index) -> spread(toGradient[index] / patch.divisor(), patch, fromGradients[0], plane));
    }

    private float sum(float[] from, Patch patch, int plane) {
        float sum = 0;
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                sum += from[plane + y * input.width() + x];
            }
        }
        return sum;
    }

    private void spread(float share, Patch patch, float[] gradient, int plane) {
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                gradient[plane + y * input.width() + x] += share;
            }
        }
    }
}
