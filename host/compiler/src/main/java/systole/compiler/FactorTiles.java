package systole.compiler;

import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.quant.QuantisedTensor;

/**
 * Weight tiles of a matrix product: N consecutive pixels of a block of the second factor, each a row of N channels, are a tile as they
 * lie in device memory. Rows of the last tile that no pixel fills keep what they held; they are lanes of no output.
 */
final class FactorTiles {
    private record Piece(int image, LayerConstants.Weights weights) {
    }

    private final Compilation compilation;
    private final LayerAccount account;
    private final QuantisedTensor factor;
    private final TensorPlace place;
    private final BufferCache<Piece, Buffer> buffers = BufferCache.streaming();

    FactorTiles(Compilation compilation, LayerAccount account, QuantisedTensor factor) {
        this.compilation = compilation;
        this.account = account;
        this.factor = factor;
        place = compilation.plan().placeOf(factor);
    }

    /** The tiles of an image's channel blocks for one output block. */
    Buffer weights(int image, LayerConstants.Weights piece) {
        return buffers.get(new Piece(image, piece), this::buffer);
    }

    private Buffer buffer(Piece piece) {
        int rows = piece.weights().chunk().tiles() * compilation.lanes();
        Buffer.Claim claim = new Buffer.Claim(
                compilation.memories().weights(), rows, 0, compilation.configuration().memory().weightRows());
        int bottom = (piece.image() + 1) * factor.shape().height();
        return new Buffer(claim, () -> place.has(piece.weights().chunk().blocks(), bottom),
                row -> compilation.emitter().emit(account, () -> load(piece, row)));
    }

    private Descriptor.Builder load(Piece piece, int row) {
        TensorLayout layout = place.inDevice().orElseThrow();
        TensorLayout.Geometry geometry = layout.geometry();
        int lanes = compilation.lanes();
        int pixels = factor.shape().height() * factor.shape().width();
        int firstPixel = piece.weights().outputBlock() * lanes;
        Chunk.Extent blocks = piece.weights().chunk().blocks();
        return Descriptor.of(Opcode.LOAD_WEIGHTS)
                .set(LoadField.REGION, layout.region().code())
                .set(LoadField.ADDRESS, layout.offset() + (long) blocks.first() * geometry.block()
                        + ((long) piece.image() * pixels + firstPixel) * lanes)
                .set(LoadField.MEMORY, LocalMemory.WEIGHTS.code())
                .set(LoadField.LOCAL_BASE, row)
                .set(LoadField.RUN, Math.min(lanes, pixels - firstPixel))
                .set(LoadField.INNER, blocks.size())
                .set(LoadField.INNER_STEP, geometry.block())
                .set(LoadField.LOCAL_INNER_STEP, lanes)
                .set(LoadField.OUTER, 1);
    }
}
