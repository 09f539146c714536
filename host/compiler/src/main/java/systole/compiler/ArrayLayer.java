package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import systole.contract.ExecuteField;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * What every operator becomes before it is tiled: a grouped convolution whose sums pass through a tail on their way out.
 *
 * @param name the node's name; with fused nodes all names, as in {@code conv1+pool1}
 * @param op what it was, as in {@link LayerPlan#op()}
 * @param input the tensor that it reads
 * @param output the tensor that it stores
 * @param phase which of the output tensor's pixels it makes
 * @param kernel the convolution; what it makes beyond the tensor's or the phase's extents is not computed
 * @param inputZeroPoint what is taken off the inputs, and what padding reads
 * @param tail what becomes of the sums
 * @param stacked images that lie one below the other in one map of this layer; 1 where each image is a map of its own
 * @param macs multiply-accumulates that the network needs for an image
 */
record ArrayLayer(
        String name, String op, QuantisedTensor input, QuantisedTensor output, Phase phase, Kernel kernel, int inputZeroPoint, Tail tail,
        int stacked, long macs) {
    ArrayLayer {
        Shape in = mapOf(input.shape(), stacked);
        Window window = kernel.window();
        Window pool = tail.pool();
        long expected = (long) kernel.outputs() * (in.channels() / kernel.groups()) * window.kernelHeight() * window.kernelWidth();
        if (in.channels() % kernel.groups() != 0 || kernel.outputs() % kernel.groups() != 0) {
            throw new CompileException("layer %s has %d groups, which must divide its %d input and %d output channels"
                    .formatted(name, kernel.groups(), in.channels(), kernel.outputs()));
        }
        if (kernel.factor().isEmpty() && kernel.weights().length != expected) {
            throw new CompileException("layer %s has %d weights where its shape needs %d"
                    .formatted(name, kernel.weights().length, expected));
        }
        if (tail.requantisation().bias().length != kernel.outputs()) {
            throw new CompileException("layer %s has %d biases where it needs %d, one per output channel"
                    .formatted(name, tail.requantisation().bias().length, kernel.outputs()));
        }
        Shape pooled = pool.output(window.output(in, kernel.outputs()), kernel.outputs());
        Shape made = madeOf(output, kernel, phase, stacked);
        if (pooled.channels() != output.shape().channels() || pooled.height() < made.height() || pooled.width() < made.width()) {
            throw new CompileException("layer %s makes %s from %s, too little for its output tensor of %s"
                    .formatted(name, pooled, in, output.shape()));
        }
    }

    /** The shape as a map, of so many images one below the other: a vector is a map of one pixel, a matrix one of one row. */
    static Shape mapOf(Shape shape, int images) {
        return Shape.map(shape.channels(), Math.multiplyExact(images, shape.height()), shape.width());
    }

    int outputs() {
        return kernel.outputs();
    }

    Window window() {
        return kernel.window();
    }

    int groups() {
        return kernel.groups();
    }

    byte[] weights() {
        return kernel.weights();
    }

    Requantisation requantisation() {
        return tail.requantisation();
    }

    Window pool() {
        return tail.pool();
    }

    Shape inputMap() {
        return mapOf(input.shape(), stacked);
    }

    int inputsPerGroup() {
        return input.shape().channels() / kernel.groups();
    }

    int outputsPerGroup() {
        return kernel.outputs() / kernel.groups();
    }

    /** The convolution's results before pooling. */
    Shape convolvedMap() {
        return kernel.window().output(inputMap(), kernel.outputs());
    }

    /** The pixels that it makes. */
    Shape outputMap() {
        return madeOf(output, kernel, phase, stacked);
    }

    private static Shape madeOf(QuantisedTensor output, Kernel kernel, Phase phase, int stacked) {
        return Shape.map(kernel.outputs(), phase.rowsOf(stacked * output.shape().height()), phase.columnsOf(output.shape().width()));
    }

    /** Rows of the output tensor, counted through all maps, that are complete once the rows before {@code bottom} of a map are made. */
    int completeRows(int map, int bottom) {
        Shape whole = mapOf(output.shape(), stacked);
        int rows = phase.completeRows(bottom, whole);
        return rows == 0 ? 0 : map * whole.height() + rows;
    }

    /** Tensors that it reads of device memory, beside its input. */
    List<QuantisedTensor> readsBeside() {
        List<QuantisedTensor> reads = new ArrayList<>();
        tail.residual().ifPresent(residual -> reads.add(residual.tensor()));
        kernel.factor().ifPresent(reads::add);
        return reads;
    }

    /** This layer with a node behind it that makes another tensor of its results. */
    ArrayLayer followedBy(QuantisedTensor made, String followingOp, Tail other) {
        return new ArrayLayer(
                name + "+" + made.name(), op + "+" + followingOp, input, made, phase, kernel, inputZeroPoint, other, stacked, macs);
    }

    /** This layer with other tensors of the same values as its input and its kernel's factor. */
    ArrayLayer reading(QuantisedTensor otherInput, Kernel otherKernel) {
        return new ArrayLayer(name, op, otherInput, output, phase, otherKernel, inputZeroPoint, tail, stacked, macs);
    }

    ArrayLayer with(Tail other) {
        return new ArrayLayer(name, op, input, output, phase, kernel, inputZeroPoint, other, stacked, macs);
    }

    /**
     * This layer with a batch's images as rows of one map, where no window then meets two images: so weights are read once for all of
     * them, and small maps fill the array. Else this layer as it is.
     */
    ArrayLayer stacking(int images) {
        Window window = stackable(kernel.window(), input.shape().height());
        Window pool = stackable(tail.pool(), kernel.window().outputHeight(input.shape().height()));
        return images == 1 || !phase.equals(Phase.WHOLE) || kernel.factor().isPresent() || window == null || pool == null ? this
                : new ArrayLayer(name, op, input, output, phase, kernel.over(window), inputZeroPoint, tail.pooling(pool), images, macs);
    }

    /** The window whose walk over images of that height goes on into the image below; null where none does. */
    private static Window stackable(Window w, int height) {
        int stride = w.outputHeight(height) == 1 ? height : w.strideY();
        boolean goesOn = w.padTop() == 0 && w.padBottom() == 0 && w.outputHeight(height) * stride == height
                && stride <= ExecuteField.STRIDE_Y.maximum();
        return goesOn ? new Window(w.kernelHeight(), w.kernelWidth(), stride, w.strideX(), 0, w.padLeft(), 0, w.padRight(),
                w.dilationY(), w.dilationX()) : null;
    }
}
