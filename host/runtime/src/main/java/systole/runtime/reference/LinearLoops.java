package systole.runtime.reference;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;

/** A fully connected layer of one image: a convolution of a single pixel that has a channel for every element. */
final class LinearLoops {
    private LinearLoops() {
    }

    static ConvolutionLoops of(Linear linear, Shape input, int zeroPoint, Shape output) {
        Convolution convolution = new Convolution(Window.square(1, 1, 0), 1, linear.weights(), linear.requantisation());
        return new ConvolutionLoops(convolution, Shape.map(input.size(), 1, 1), zeroPoint, Shape.map(output.size(), 1, 1));
    }
}
