package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/** Mean over a window, where padding counts as 0 and in the divisor. */
record AveragePoolLayer(Window window, Shape input, Shape output) implements Layer {
    @Override
    public void forward(int images, float[] from, float[] to) {
        for (int i = 0; i < images * output.size(); i++) {
            to[i] = sum(from, Patch.of(window, input, output, i)) / taps();
        }
    }

    @Override
    public void backward(int images, float[] from, float[] to, float[] toGradient, float[] fromGradient, Parameters gradients) {
        for (int i = 0; i < images * output.size(); i++) {
            spread(toGradient[i] / taps(), Patch.of(window, input, output, i), fromGradient);
        }
    }

    private float sum(float[] from, Patch patch) {
        float sum = 0;
        for (int y = patch.top(); y < patch.bottom(); y += window.dilationY()) {
            for (int x = patch.left(); x < patch.right(); x += window.dilationX()) {
                sum += from[patch.plane() + y * input.width() + x];
            }
        }
        return sum;
    }

    private void spread(float share, Patch patch, float[] gradient) {
        for (int y = patch.top(); y < patch.bottom(); y += window.dilationY()) {
            for (int x = patch.left(); x < patch.right(); x += window.dilationX()) {
                gradient[patch.plane() + y * input.width() + x] += share;
            }
        }
    }

    private int taps() {
        return window.kernelHeight() * window.kernelWidth();
    }
}
