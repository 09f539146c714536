package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/** Maximum over a window, padding left out; of equal maxima the first in row-major order takes the gradient. */
record MaxPoolLayer(Window window, Shape input, Shape output) implements Layer {
    @Override
    public void forward(int images, float[] from, float[] to) {
        for (int i = 0; i < images * output.size(); i++) {
            to[i] = from[maximum(from, i)];
        }
    }

    @Override
    public void backward(int images, float[] from, float[] to, float[] toGradient, float[] fromGradient, Parameters gradients) {
        for (int i = 0; i < images * output.size(); i++) {
            fromGradient[maximum(from, i)] += toGradient[i];
        }
    }

    /** Index of the largest input of an output; the graph has made sure that each window reaches the input. */
    private int maximum(float[] from, int index) {
        Patch patch = Patch.of(window, input, output, index);
        int best = -1;
        for (int y = patch.top(); y < patch.bottom(); y += window.dilationY()) {
            for (int x = patch.left(); x < patch.right(); x += window.dilationX()) {
                int at = patch.plane() + y * input.width() + x;
                if (best < 0 || from[at] > from[best]) {
                    best = at;
                }
            }
        }
        return best;
    }
}
