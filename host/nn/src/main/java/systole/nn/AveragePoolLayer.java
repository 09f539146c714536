package systole.nn;

import systole.graph.Shape;

/** Mean over patches, where padding counts as 0. */
record AveragePoolLayer(Patches patches, Shape input, Shape output) implements Layer {
    @Override
    public void forward(Pass pass, float[][] inputs, float[] to) {
        forPlanes(pass, (from, end) -> {
            for (int i = from; i < end; i++) {
                Patch patch = patches.of(i);
                to[i] = sum(inputs[0], patch) / patch.divisor();
            }
        });
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] to, float[] toGradient, float[][] fromGradients, Parameters gradients) {
        forPlanes(pass, (from, end) -> {
            for (int i = from; i < end; i++) {
                Patch patch = patches.of(i);
                spread(toGradient[i] / patch.divisor(), patch, fromGradients[0]);
            }
        });
    }

    private float sum(float[] from, Patch patch) {
        float sum = 0;
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                sum += from[patch.plane() + y * input.width() + x];
            }
        }
        return sum;
    }

    private void spread(float share, Patch patch, float[] gradient) {
        for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
            for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                gradient[patch.plane() + y * input.width() + x] += share;
            }
        }
    }

    private void forPlanes(Pass pass, Workers.Range elements) {
        int area = output.height() * output.width();
        pass.workers().forRanges(pass.images() * output.channels(), input.height() * input.width(),
                (from, to) -> elements.run(from * area, to * area));
    }
}
