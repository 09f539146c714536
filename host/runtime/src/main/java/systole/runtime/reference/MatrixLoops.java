package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.MatrixProduct;

/** Matrices of activations. */
final class MatrixLoops {
    private MatrixLoops() {
    }

    /** Multiplies (channels, m) by (channels, n) into (n, m): b transposed are the weights of a 1x1 convolution of m pixels. */
    static byte[] product(MatrixProduct product, int channels, byte[] a, byte[] b) {
        int columns = a.length / channels;
        int rows = b.length / channels;
        Convolution convolution = new Convolution(Window.square(1, 1, 0), 1, transposed(channels, b), product.requantisation());
        return new ConvolutionLoops(convolution, Shape.map(channels, 1, columns), 0, Shape.map(rows, 1, columns)).run(a, new Workspace());
    }

    static byte[] transposed(int rows, byte[] values) {
        int columns = values.length / rows;
        byte[] results = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            results[i % columns * rows + i / columns] = values[i];
        }
        return results;
    }
}
