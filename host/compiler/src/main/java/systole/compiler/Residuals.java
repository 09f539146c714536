package systole.compiler;

import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.quant.QuantisedOperator;

/** Gives the blocks of a layer's tiles the residuals that are added to them: a vector for each output pixel, in their order. */
final class Residuals {
    private final Compilation compilation;
    private final LayerAccount account;
    private final Tail.Residual residual;
    private final TensorPlace place;
    private final Shape map;

    Residuals(Compilation compilation, LayerAccount account, ArrayLayer layer, Tail.Residual residual) {
        this.compilation = compilation;
        this.account = account;
        this.residual = residual;
        place = compilation.plan().placeOf(residual.tensor());
        map = layer.outputMap();
    }

    /** The residuals of one output block of a tile; the batch's map is one of several where its images are no rows of one. */
    Buffer block(int mapIndex, Rectangle tile, int outputBlock) {
        Buffer.Claim claim = new Buffer.Claim(compilation.memories().residuals(), tile.pixels(), 0,
                compilation.configuration().memory().residualRows());
        int bottom = mapIndex * map.height() + tile.bottom();
        return new Buffer(claim, () -> place.has(new Chunk.Extent(outputBlock, outputBlock + 1), bottom),
                row -> compilation.emitter().emit(account, () -> load(mapIndex, tile, outputBlock, row)));
    }

    private Descriptor.Builder load(int mapIndex, Rectangle tile, int outputBlock, int row) {
        TensorLayout layout = place.inDevice().orElseThrow();
        TensorLayout.Geometry geometry = layout.geometry();
        long address = layout.offset() + (long) outputBlock * geometry.block()
                + ((long) mapIndex * map.height() + tile.top()) * geometry.row() + (long) tile.left() * geometry.pixel();
        boolean wholeRows = tile.columns() == map.width();
        return Descriptor.of(Opcode.LOAD)
                .set(LoadField.REGION, layout.region().code())
                .set(LoadField.ADDRESS, address)
                .set(LoadField.MEMORY, LocalMemory.RESIDUAL.code())
                .set(LoadField.LOCAL_BASE, row)
                .set(LoadField.RUN, wholeRows ? tile.pixels() : tile.columns())
                .set(LoadField.INNER, wholeRows ? 1 : tile.rows())
                .set(LoadField.INNER_STEP, geometry.row())
                .set(LoadField.LOCAL_INNER_STEP, tile.columns())
                .set(LoadField.OUTER, 1);
    }

    /** Sets what a STORE needs to know of the addition. */
    void describe(Descriptor.Builder store, int row) {
        QuantisedOperator.Addition addition = residual.addition();
        store.set(StoreField.RESIDUAL, 1)
                .set(StoreField.RESIDUAL_BASE, row)
                .set(StoreField.MULTIPLIER, addition.leftMultiplier())
                .set(StoreField.RESIDUAL_MULTIPLIER, addition.rightMultiplier())
                .set(StoreField.SHIFT, addition.shift())
                .set(StoreField.RESIDUAL_ZERO_POINT, residual.tensor().quantisation().zeroPoint())
                .set(StoreField.SUM_ZERO_POINT, addition.zeroPoint())
                .set(StoreField.SUM_CLAMP_LOW, addition.clampLow())
                .set(StoreField.SUM_CLAMP_HIGH, addition.clampHigh());
    }
}
