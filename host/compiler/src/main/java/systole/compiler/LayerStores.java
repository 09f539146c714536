package systole.compiler;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import systole.contract.Descriptor;
import systole.contract.Opcode;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Requantisation;

/** Emits a layer's STORE descriptors: an output block of a tile goes to every place of the output tensor. */
final class LayerStores {
    private static final long ADDRESS_MASK = StoreField.ACCUMULATOR_BASE.maximum();

    private final Compilation compilation;
    private final LayerAccount account;
    private final ArrayLayer layer;
    private final TensorPlace place;

    LayerStores(Compilation compilation, LayerAccount account, ArrayLayer layer) {
        this.compilation = compilation;
        this.account = account;
        this.layer = layer;
        this.place = compilation.plan().placeOf(layer.output());
    }

    /**
     * Emits the stores of one output block of a tile.
     *
     * @param tile where it is, and its accumulators
     * @param finish sets what only the layer's constants and residuals know
     */
    void emit(LayerTile tile, int accumulator, int outputBlock, UnaryOperator<Descriptor.Builder> finish) {
        if (layer.phase().strideX() == 1) {
            emit(tile, tile.output(), accumulator, outputBlock, finish);
            return;
        }
        // Columns that lie apart in the tensor are stored one by one.
        Rectangle all = tile.output();
        Rectangle.cut(all.rows(), all.columns(), all.rows(), 1).forEach(column -> emit(tile,
                new Rectangle(all.top(), all.left() + column.left(), all.rows(), 1), accumulator, outputBlock, finish));
    }

    private void emit(LayerTile tile, Rectangle part, int accumulator, int outputBlock, UnaryOperator<Descriptor.Builder> finish) {
        Shape map = ArrayLayer.mapOf(layer.output().shape(), layer.stacked());
        Phase phase = layer.phase();
        int lanes = compilation.lanes();
        long row = (long) tile.map() * map.height() + (long) part.top() * phase.strideY() + phase.top();
        long pixel = row * map.width() + (long) part.left() * phase.strideX() + phase.left();
        Supplier<Descriptor.Builder> store = () -> finish.apply(describe(part, tile.convolved(), accumulator))
                .set(StoreField.ROW_PITCH, (long) phase.strideY() * map.width() * lanes);
        place.onChip().ifPresent(buffer -> compilation.emitter().emit(account, () -> store.get()
                .set(StoreField.TO_SCRATCHPAD, 1)
                .set(StoreField.ADDRESS, (buffer.row() + place.vectorsBefore(outputBlock) + pixel) * lanes)));
        place.inDevice().ifPresent(layout -> compilation.emitter().emit(account, () -> store.get()
                .set(StoreField.REGION, layout.region().code())
                .set(StoreField.ADDRESS, layout.offset() + (long) outputBlock * layout.geometry().block() + pixel * lanes)));
    }

    private Descriptor.Builder describe(Rectangle part, Rectangle convolved, int accumulator) {
        Requantisation requantisation = layer.requantisation();
        Descriptor.Builder store = Descriptor.of(Opcode.STORE)
                .set(StoreField.ZERO_POINT, requantisation.zeroPoint())
                .set(StoreField.CLAMP_LOW, requantisation.clampLow())
                .set(StoreField.CLAMP_HIGH, requantisation.clampHigh());
        describeWindow(store, part, convolved, accumulator);
        return store;
    }

    private void describeWindow(Descriptor.Builder store, Rectangle tile, Rectangle convolved, int accumulator) {
        Window pool = layer.pool();
        int originY = tile.top() * pool.strideY() - pool.padTop() - convolved.top();
        int originX = tile.left() * pool.strideX() - pool.padLeft() - convolved.left();
        long base = accumulator + (long) originY * convolved.columns() + originX;
        store.set(StoreField.ACCUMULATOR_BASE, base & ADDRESS_MASK)
                .set(StoreField.ROW_STEP, (long) pool.strideY() * convolved.columns())
                .set(StoreField.KERNEL_ROW_STEP, convolved.columns())
                .set(StoreField.COLUMNS, tile.columns())
                .set(StoreField.ROWS, tile.rows())
                .set(StoreField.KERNEL_COLUMNS, pool.kernelWidth())
                .set(StoreField.KERNEL_ROWS, pool.kernelHeight())
                .set(StoreField.STRIDE_X, pool.strideX())
                .set(StoreField.STRIDE_Y, pool.strideY())
                .set(StoreField.ORIGIN_X, originX)
                .set(StoreField.ORIGIN_Y, originY)
                .set(StoreField.VALID_COLUMNS, convolved.columns())
                .set(StoreField.VALID_ROWS, convolved.rows());
    }
}
