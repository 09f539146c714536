package systole.compiler;

import systole.contract.Region;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * How a layer's input lies in memory and how the kernel walks over it. Blocked: a pixel is a vector of N channels, a kernel column
 * is a pass. Folded: pixels of few channels lie side by side with their padding in place, and a pass takes the N bytes of the
 * kernel's row that begin at a pixel, whatever pixels and channels they are.
 *
 * @param lanes N
 * @param layer the layer that reads it
 * @param height rows, with the padding that is in place
 * @param width columns, likewise
 * @param channels which blocks and lanes of a blocked pixel hold the channels
 * @param pixelBytes bytes from pixel to pixel
 * @param rowBytes bytes from row to row, a multiple of N
 * @param window the kernel's walk; without the padding that is in place
 * @param kernelColumns passes per kernel row and block
 * @param kernelColumnBytes bytes from pass to pass in a kernel row
 * @param kernelColumnPixels columns from pass to pass as far as padding is concerned
 */
record InputFormat(
        int lanes, ArrayLayer layer, int height, int width, ChannelMap channels, int pixelBytes, int rowBytes, Window window,
        int kernelColumns, int kernelColumnBytes, int kernelColumnPixels) {
    static InputFormat blocked(ArrayLayer layer, ChannelMap channels) {
        int lanes = channels.lanes();
        Shape map = layer.inputMap();
        Window window = layer.window();
        return new InputFormat(lanes, layer, map.height(), map.width(), channels, lanes, Math.multiplyExact(map.width(), lanes), window,
                window.kernelWidth(), window.dilationX() * lanes, window.dilationX());
    }

    static InputFormat folded(ArrayLayer layer, int lanes) {
        Shape map = layer.inputMap();
        Window w = layer.window();
        int height = w.padTop() + map.height() + w.padBottom();
        int width = w.padLeft() + map.width() + w.padRight();
        int channels = map.channels();
        Window unpadded = new Window(
                w.kernelHeight(), w.kernelWidth(), w.strideY(), w.strideX(), 0, 0, 0, 0, w.dilationY(), w.dilationX());
        int rowBytes = Math.ceilDiv(Math.multiplyExact(width, channels), lanes) * lanes;
        return new InputFormat(lanes, layer, height, width, ChannelMap.dense(lanes, channels), channels, rowBytes, unpadded,
                Math.ceilDiv(w.kernelWidth() * channels, lanes), lanes, 0);
    }

    /** Whether folding is possible and takes fewer passes. */
    static boolean foldingPays(ArrayLayer layer, int lanes) {
        InputFormat blocked = blocked(layer, ChannelMap.dense(lanes, layer.inputMap().channels()));
        return layer.groups() == 1 && layer.window().dilationX() == 1
                && folded(layer, lanes).kernelColumns < blocked.kernelColumns * blocked.blocks();
    }

    boolean isFolded() {
        return pixelBytes != lanes;
    }

    /** Channel blocks. */
    int blocks() {
        return isFolded() ? 1 : channels.blocks();
    }

    /** Bytes of a block of one of the layer's maps. */
    int blockBytes() {
        return Math.multiplyExact(height, rowBytes);
    }

    /** The layout of a batch's whole input in a region. */
    TensorLayout layout(Region region, long offset, int images) {
        Window declared = layer.window();
        int imageBytes = blockBytes() / layer.stacked();
        int batchBytes = Math.multiplyExact(images, imageBytes);
        return new TensorLayout(layer.input(), images, region, offset, channels.slots(),
                new TensorLayout.Pitch(pixelBytes, rowBytes, imageBytes, batchBytes),
                declared.padTop() - window.padTop(), declared.padLeft() - window.padLeft(), Math.multiplyExact(blocks(), batchBytes));
    }

    /** Vectors that hold some of a row's pixels, from the one that the first byte lies in. */
    Chunk.Extent vectorsOf(int left, int right) {
        return new Chunk.Extent(left * pixelBytes / lanes, Math.ceilDiv(right * pixelBytes, lanes));
    }

    /** Rows on chip of a part of the input; a folded window may read a vector beyond the last. */
    int bufferRows(Rectangle part, int blockCount) {
        return blockCount * part.rows() * vectorsOf(part.left(), part.right()).size() + (isFolded() ? 1 : 0);
    }

    /** The weight tiles of an output block: all taps of the input blocks that its channels' groups read. */
    Chunk weightBox(int outputBlock) {
        int firstOutput = outputBlock * lanes;
        int lastOutput = Math.min(layer.outputs(), firstOutput + lanes) - 1;
        int firstInput = firstOutput / layer.outputsPerGroup() * layer.inputsPerGroup();
        int lastInput = (lastOutput / layer.outputsPerGroup() + 1) * layer.inputsPerGroup() - 1;
        Chunk.Extent inputs = isFolded() ? new Chunk.Extent(0, 1) : new Chunk.Extent(channels.slotOf(firstInput) / lanes, channels.slotOf(lastInput) / lanes + 1);
        return new Chunk(new Chunk.Extent(0, window.kernelHeight()), new Chunk.Extent(0, kernelColumns), inputs);
    }

    /** The weight of an output channel at a pass and lane; 0 where the lane holds nothing that the output depends on. */
    byte weight(int output, int kernelRow, int pass, int block, int lane) {
        int inputsPerGroup = layer.inputsPerGroup();
        int rowByte = pass * lanes + lane;
        int column = isFolded() ? rowByte / pixelBytes : pass;
        int channel = isFolded() ? rowByte % pixelBytes : channels.channelAt(block * lanes + lane);
        int input = channel - output / layer.outputsPerGroup() * inputsPerGroup;
        if (channel < 0 || input < 0 || input >= inputsPerGroup || column >= window.kernelWidth()) {
            return 0;
        }
        return layer.weights()[((output * inputsPerGroup + input) * window.kernelHeight() + kernelRow) * window.kernelWidth() + column];
    }
}
