package systole.compiler;

import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * What every operator becomes before it is tiled: a grouped convolution whose requantised results pass through a pooling window.
 *
 * @param name the node's name; with a fused pool both names, as in {@code conv1+pool1}
 * @param op what it was, as in {@link LayerPlan#op()}
 * @param input the tensor that it reads
 * @param output the tensor that it stores
 * @param outputs output channels of the convolution
 * @param window the convolution's
 * @param groups of the convolution; divides both channel counts
 * @param weights (outputs, inputs/groups, kernelHeight, kernelWidth)
 * @param inputZeroPoint what is taken off the inputs, and what padding reads
 * @param requantisation sums to int8
 * @param pool maximum window; {@link #NO_POOL} leaves the results as they are
 * @param macs multiply-accumulates that the network needs
 */
record ArrayLayer(
        String name, String op, QuantisedTensor input, QuantisedTensor output, int outputs, Window window, int groups, byte[] weights,
        int inputZeroPoint, Requantisation requantisation, Window pool, long macs) {
    static final Window NO_POOL = Window.square(1, 1, 0);

    ArrayLayer {
        Shape in = mapOf(input.shape());
        long expected = (long) outputs * (in.channels() / groups) * window.kernelHeight() * window.kernelWidth();
        if (in.channels() % groups != 0 || outputs % groups != 0) {
            throw new CompileException("layer %s has %d groups, which must divide its %d input and %d output channels"
                    .formatted(name, groups, in.channels(), outputs));
        }
        if (weights.length != expected) {
            throw new CompileException("layer %s has %d weights where its shape needs %d".formatted(name, weights.length, expected));
        }
        if (requantisation.bias().length != outputs) {
            throw new CompileException("layer %s has %d biases where it needs %d, one per output channel"
                    .formatted(name, requantisation.bias().length, outputs));
        }
        if (pool.dilationY() != 1 || pool.dilationX() != 1) {
            throw new CompileException("layer %s pools with dilation %dx%d, which must be 1x1: run it on the host"
                    .formatted(name, pool.dilationY(), pool.dilationX()));
        }
        Shape pooled = pool.output(window.output(in, outputs), outputs);
        if (!pooled.equals(mapOf(output.shape()))) {
            throw new CompileException("layer %s makes %s from %s, which its output tensor of %s does not match"
                    .formatted(name, pooled, in, output.shape()));
        }
    }

    /** The shape as a map: a vector is a map of one pixel. */
    static Shape mapOf(Shape shape) {
        return Shape.map(shape.channels(), shape.height(), shape.width());
    }

    Shape inputMap() {
        return mapOf(input.shape());
    }

    int inputsPerGroup() {
        return input.shape().channels() / groups;
    }

    int outputsPerGroup() {
        return outputs / groups;
    }

    /** The convolution's results before pooling. */
    Shape convolvedMap() {
        return window.output(inputMap(), outputs);
    }

    Shape outputMap() {
        return mapOf(output.shape());
    }

    /** This layer with a maximum pool behind it. */
    ArrayLayer pooledBy(String poolName, Window poolWindow, QuantisedTensor pooled) {
        return new ArrayLayer(name + "+" + poolName, op + "+maxpool", input, pooled, outputs, window, groups, weights,
                inputZeroPoint, requantisation, poolWindow, macs);
    }
}
