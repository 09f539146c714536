package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.Opcode;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;
import systole.graph.Shape;

/**
 * Plans a layer's steps: for each spatial tile, each output block and each chunk of weights an EXECUTE; the stores follow the last
 * chunk. Nothing is emitted before the steps are dispatched.
 */
final class LayerLowering {
    /** One chunk of an output block's weights, and which input blocks are on chip for it. */
    private record Piece(Chunk chunk, Chunk.Extent loadedBlocks) {
    }

    private final Compilation compilation;
    private final int index;
    private final ArrayLayer layer;
    private final LayerAccount account;
    private final InputFormat format;
    private final InputTiles inputs;
    private final TilePlanner planner;
    private final Tiling tiling;
    private final LayerConstants constants;
    private final Optional<Residuals> residuals;
    private final LayerStores stores;
    private final TensorPlace output;
    private final List<Step> steps = new ArrayList<>();

    LayerLowering(Compilation compilation, int index, LayerAccount account) {
        this.compilation = compilation;
        this.index = index;
        this.account = account;
        format = compilation.plan().formatOf(index);
        layer = format.layer();
        inputs = new InputTiles(compilation, account, format, compilation.plan().windowOf(index));
        planner = new TilePlanner(format, inputs.windowRows(), compilation.configuration());
        tiling = planner.plan();
        constants = new LayerConstants(compilation, account, format, planner.weightTiles());
        residuals = layer.tail().residual().map(residual -> new Residuals(compilation, account, layer, residual));
        stores = new LayerStores(compilation, account, layer);
        output = compilation.plan().placeOf(layer.output());
    }

    /** The layer's steps in order. */
    List<Step> steps() {
        Shape map = layer.outputMap();
        Shape convolvedMap = layer.convolvedMap();
        int outputBlocks = Math.ceilDiv(layer.outputs(), compilation.lanes());
        for (int image = 0; image < maps(); image++) {
            for (Rectangle part : Rectangle.cut(map.height(), map.width(), tiling.rows(), tiling.columns())) {
                LayerTile tile = new LayerTile(image, part, part.inputOf(layer.pool(), convolvedMap.height(), convolvedMap.width()));
                for (int block = 0; block < outputBlocks; block++) {
                    addBlock(tile, block, block == outputBlocks - 1);
                }
            }
        }
        return steps;
    }

    /** Maps that the batch's images make up. */
    private int maps() {
        return compilation.plan().images() / layer.stacked();
    }

    private void addBlock(LayerTile tile, int block, boolean lastBlock) {
        int accumulator = compilation.banks().take(tile.convolved().pixels());
        List<Piece> pieces = pieces(block);
        for (Piece piece : pieces) {
            boolean first = piece == pieces.getFirst();
            boolean last = piece == pieces.getLast();
            InputView view = inputs.view(tile.map(), tile.convolved(), piece.loadedBlocks());
            Buffer weights = constants.weights(new LayerConstants.Weights(block, piece.chunk()));
            List<Buffer> activations = new ArrayList<>(List.of(view.buffer()));
            output.onChip().ifPresent(activations::add);
            Runnable execute = () -> compilation.emitter().emit(
                    account, () -> execute(view, tile.convolved(), piece.chunk(), weights, accumulator, !first));
            if (last) {
                Buffer parameters = constants.parameters(block);
                List<Buffer> needed = new ArrayList<>(List.of(weights, parameters));
                constants.lookup().ifPresent(needed::add);
                Optional<Buffer> residual = residuals.map(all -> all.block(tile.map(), tile.output(), block));
                residual.ifPresent(activations::add);
                steps.add(new Step(activations, needed, () -> {
                    execute.run();
                    stores.emit(tile, accumulator, block, store -> describeTail(store, block, parameters, residual));
                    if (lastBlock) {
                        finish(tile);
                    }
                }));
            } else {
                steps.add(new Step(activations, List.of(weights), execute));
            }
        }
    }

    private Descriptor.Builder describeTail(Descriptor.Builder store, int block, Buffer parameters, Optional<Buffer> residual) {
        store.set(StoreField.PARAMETER_BASE, parameters.row() + constants.parameterRow(block));
        constants.lookup().ifPresent(table -> store.set(StoreField.LOOKUP, 1).set(StoreField.LOOKUP_TABLE, table.row()));
        residual.ifPresent(buffer -> residuals.orElseThrow().describe(store, buffer.row()));
        return store;
    }

    private List<Piece> pieces(int outputBlock) {
        Chunk box = format.weightBox(outputBlock);
        boolean wholeInput = tiling.inputBlocks() == format.blocks();
        List<Chunk.Extent> inputParts = wholeInput ? List.of(box.blocks()) : box.blocks().cut(tiling.inputBlocks());
        List<Piece> pieces = new ArrayList<>();
        for (Chunk.Extent part : inputParts) {
            Chunk.Extent loaded = wholeInput ? new Chunk.Extent(0, format.blocks()) : part;
            for (Chunk chunk : new Chunk(box.rows(), box.columns(), part).cut(planner.maximumTiles())) {
                pieces.add(new Piece(chunk, loaded));
            }
        }
        return pieces;
    }

    private Descriptor.Builder execute(
            InputView view, Rectangle convolved, Chunk chunk, Buffer weights, int accumulator, boolean accumulate) {
        Descriptor.Builder execute = Descriptor.of(Opcode.EXECUTE)
                .set(ExecuteField.COLUMNS, convolved.columns())
                .set(ExecuteField.ROWS, convolved.rows())
                .set(ExecuteField.WEIGHT_BASE, weights.row())
                .set(ExecuteField.ACCUMULATOR_BASE, accumulator)
                .set(ExecuteField.ACCUMULATE, accumulate ? 1 : 0);
        view.describe(execute, convolved, chunk);
        return execute;
    }

    /** All channels of a tile are stored: tells readers of the output, and after the last tile takes the counters. */
    private void finish(LayerTile tile) {
        Shape map = layer.outputMap();
        if (tile.output().right() == map.width()) {
            int rows = tile.map() * map.height() + tile.output().bottom();
            output.storeDispatched(rows);
            if (rows == maps() * map.height()) {
                compilation.emitter().emit(account, () -> Descriptor.of(Opcode.SNAPSHOT)
                        .set(SnapshotField.REGION, Region.WORKSPACE.code())
                        .set(SnapshotField.ADDRESS, compilation.plan().snapshotOffset(index)));
            }
        }
    }
}
