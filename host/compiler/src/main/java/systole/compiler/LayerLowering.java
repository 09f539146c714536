package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.Opcode;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;
import systole.graph.Shape;

/**
 * Plans a layer's steps: for each visit of its schedule an EXECUTE; the stores of an output block follow its last one. Nothing is
 * emitted before the steps are dispatched.
 */
final class LayerLowering {
    private final Compilation compilation;
    private final int index;
    private final ArrayLayer layer;
    private final LayerAccount account;
    private final InputFormat format;
    private final InputTiles inputs;
    private final LayerSchedule schedule;
    private final LayerConstants constants;
    private final Optional<FactorTiles> factor;
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
        Configuration configuration = compilation.configuration();
        LifetimeMemory.Gap window = compilation.plan().windowOf(index);
        boolean resident = compilation.plan().placeOf(layer.input()).onChip().isPresent();
        Tiling tiling = new TilePlanner(format, resident ? 0 : (int) window.size(), configuration).plan();
        schedule = new LayerSchedule(format, compilation.plan().images() / layer.stacked(), tiling, resident, configuration);
        inputs = new InputTiles(compilation, account, format, window, tiling.pieceRows());
        constants = new LayerConstants(compilation, account, format);
        factor = layer.kernel().factor().map(tensor -> new FactorTiles(compilation, account, tensor));
        residuals = layer.tail().residual().map(residual -> new Residuals(compilation, account, layer, residual));
        stores = new LayerStores(compilation, account, layer);
        output = compilation.plan().placeOf(layer.output());
    }

    /** The layer's steps in order. */
    List<Step> steps() {
        List<Visit> visits = schedule.visits();
        int groupBase = 0;
        for (Visit visit : visits) {
            int pixels = visit.tile().convolved().pixels();
            if (visit.first() && visit.block() == visit.group().first()) {
                groupBase = compilation.banks().take(visit.group().size() * pixels);
            }
            add(visit, groupBase + (visit.block() - visit.group().first()) * pixels, visit == visits.getLast());
        }
        return steps;
    }

    private void add(Visit visit, int accumulator, boolean lastOfLayer) {
        LayerTile tile = visit.tile();
        int block = visit.block();
        InputView view = inputs.view(visit.piece());
        Buffer weights = weights(tile.map(), new LayerConstants.Weights(block, visit.chunk()));
        List<Buffer> activations = new ArrayList<>(inputs.buffers(visit.piece(), visit.chunk().blocks()));
        output.onChip().ifPresent(activations::add);
        Runnable execute = () -> compilation.emitter().emit(
                account, () -> execute(view, tile.convolved(), visit.chunk(), weights, accumulator, !visit.first()));
        if (!visit.last()) {
            steps.add(new Step(activations, List.of(weights), execute));
            return;
        }
        Buffer parameters = constants.parameters(block);
        List<Buffer> needed = new ArrayList<>(List.of(weights, parameters));
        constants.lookup().ifPresent(needed::add);
        Optional<Buffer> residual = residuals.map(all -> all.block(tile.map(), tile.output(), block));
        residual.ifPresent(activations::add);
        steps.add(new Step(activations, needed, () -> {
            execute.run();
            stores.emit(tile, accumulator, block, store -> describeTail(store, block, parameters, residual));
            finish(tile, block, lastOfLayer);
        }));
    }

    private Buffer weights(int map, LayerConstants.Weights piece) {
        return factor.map(tiles -> tiles.weights(map, piece)).orElseGet(() -> constants.weights(piece));
    }

    private Descriptor.Builder describeTail(Descriptor.Builder store, int block, Buffer parameters, Optional<Buffer> residual) {
        store.set(StoreField.PARAMETER_BASE, parameters.row() + constants.parameterRow(block));
        constants.lookup().ifPresent(table -> store.set(StoreField.LOOKUP, 1).set(StoreField.LOOKUP_TABLE, table.row()));
        residual.ifPresent(buffer -> residuals.orElseThrow().describe(store, buffer.row()));
        return store;
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

    /** A block of a tile is stored: tells readers of the output, and at the layer's end takes the counters. */
    private void finish(LayerTile tile, int block, boolean lastOfLayer) {
        Shape map = layer.outputMap();
        if (tile.output().right() == map.width()) {
            output.storeDispatched(block, layer.completeRows(tile.map(), tile.output().bottom()));
        }
        if (lastOfLayer) {
            compilation.emitter().emit(account, () -> Descriptor.of(Opcode.SNAPSHOT)
                    .set(SnapshotField.REGION, Region.WORKSPACE.code())
                    .set(SnapshotField.ADDRESS, compilation.plan().snapshotOffset(index)));
        }
    }
}
