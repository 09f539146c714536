package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;

/** A fully connected layer of one image: a convolution of a single pixel that has a channel for every element. */
final class LinearLoops {
    private LinearLoops() {
    }

    static byte[] run(Linear linear, int zeroPoint, byte[] values, int outputs) {
        Convolution convolution = new Convolution(Window.square(1, 1, 0), 1, linear.weights(), linear.requantisation());
        return ConvolutionLoops.run(convolution, Shape.map(values.length, 1, 1), zeroPoint, values, Shape.map(outputs, 1, 1));
    }
}
