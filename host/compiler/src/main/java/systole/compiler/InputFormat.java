package systole.compiler;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.contract.Region;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * How a layer's input lies in memory and how the kernel walks over it. Blocked: a pixel is a vector of N channels, a kernel column
 * is a pass. Folded: pixels of few channels lie side by side with their padding in place, and a pass takes the N bytes of the
 * kernel's row that begin at a pixel, whatever pixels and channels they are. The host may fold rows too: then a pixel is a column of
 * the kernel or a part of one, and a kernel row all rows that lie side by side.
 *
 * @param lanes N
 * @param layer the layer that reads it
 * @param height rows in memory, with the padding that is in place
 * @param width columns, likewise
 * @param channels which blocks and lanes of a blocked pixel hold the channels
 * @param folding image rows that are side by side
 * @param pixelBytes bytes from pixel to pixel
 * @param rowBytes bytes from row to row, a multiple of N
 * @param window the kernel's walk over rows in memory; without the padding that is in place
 * @param kernelColumns passes per kernel row and block
 * @param kernelColumnBytes bytes from pass to pass in a kernel row
 * @param kernelColumnPixels columns from pass to pass as far as padding is concerned; 0 where it is in place
 */
record InputFormat(
        int lanes, ArrayLayer layer, int height, int width, ChannelMap channels, RowFolding folding, int pixelBytes, int rowBytes, Window window,
        int kernelColumns, int kernelColumnBytes, int kernelColumnPixels) {
    static InputFormat blocked(ArrayLayer layer, ChannelMap channels) {
        int lanes = channels.lanes();
        Shape map = layer.inputMap();
        Window window = layer.window();
        return new InputFormat(lanes, layer, map.height(), map.width(), channels, RowFolding.NONE, lanes,
                Math.multiplyExact(map.width(), lanes), window, window.kernelWidth(), window.dilationX() * lanes, window.dilationX());
    }

    private static InputFormat folded(ArrayLayer layer, int lanes, RowFolding folding) {
        Shape map = layer.inputMap();
        Window w = layer.window();
        Window walk = folding.fold(w);
        int height = (layer.convolvedMap().height() - 1) * walk.strideY() + walk.spanHeight();
        int width = w.padLeft() + map.width() + w.padRight();
        int pixelBytes = Math.multiplyExact(folding.rows(), map.channels());
        int rowBytes = Math.ceilDiv(Math.multiplyExact(width, pixelBytes), lanes) * lanes;
        return new InputFormat(lanes, layer, height, width, ChannelMap.dense(lanes, map.channels()), folding, pixelBytes, rowBytes, walk,
                Math.ceilDiv(w.kernelWidth() * pixelBytes, lanes), lanes, 0);
    }

    /** The format of an input that the host lays out: the one that keeps array and bus busy for the shortest time. */
    static InputFormat cheapest(ArrayLayer layer, int lanes) {
        boolean foldable = layer.groups() == 1 && layer.window().dilationX() == 1;
        Stream<InputFormat> folded = foldable
                ? RowFolding.of(layer.window()).map(folding -> folded(layer, lanes, folding)) : Stream.empty();
        return Stream.concat(Stream.of(blocked(layer, ChannelMap.dense(lanes, layer.inputMap().channels()))), folded)
                .min(Comparator.comparingLong(InputFormat::cycles).thenComparingLong(InputFormat::bytes)).orElseThrow();
    }

    /** Cycles that the layer takes at least: passes of all pixels, and loads of a row a cycle. */
    private long cycles() {
        long passes = (long) window.kernelHeight() * kernelColumns * blocks() * outputBlocks();
        return Math.max(passes * layer.convolvedMap().height() * layer.convolvedMap().width(), bytes() / lanes);
    }

    private long bytes() {
        return (long) blocks() * height * rowBytes;
    }

    /** Whether pixels are not vectors of N channels, and padding is in place. */
    boolean isFolded() {
        return kernelColumnPixels == 0;
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
        int batchBytes = Math.multiplyExact(images / layer.stacked(), blockBytes());
        TensorLayout.Geometry geometry = new TensorLayout.Geometry(layer.stacked(), folding, pixelBytes, rowBytes, blockBytes(), batchBytes,
                declared.padTop() - window.padTop(), declared.padLeft() - window.padLeft());
        return new TensorLayout(
                layer.input(), images, region, offset, channels.slots(), geometry, Math.multiplyExact(blocks(), batchBytes));
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
        int firstInput = firstInputOf(firstOutput);
        int lastInput = firstInputOf(lastOutput) + layer.inputsPerGroup() - 1;
        Chunk.Extent inputs = isFolded()
                ? new Chunk.Extent(0, 1) : new Chunk.Extent(channels.slotOf(firstInput) / lanes, channels.slotOf(lastInput) / lanes + 1);
        return new Chunk(new Chunk.Extent(0, window.kernelHeight()), new Chunk.Extent(0, kernelColumns), inputs);
    }

    /** Weight tiles of the whole layer. */
    long weightTiles() {
        return IntStream.range(0, outputBlocks()).mapToLong(block -> weightBox(block).tiles()).sum();
    }

    int outputBlocks() {
        return Math.ceilDiv(layer.outputs(), lanes);
    }

    /** The first input channel of an output channel's group. */
    int firstInputOf(int output) {
        return output / layer.outputsPerGroup() * layer.inputsPerGroup();
    }
}
