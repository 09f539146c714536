package systole.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.ExecuteField;
import systole.contract.Region;
import systole.graph.Shape;
import systole.quant.QuantisedTensor;

/**
 * Decides for every storage whether it stays on chip from the layer that begins it to the last that reads of it, and where it lies.
 * Counter snapshots fill the beginning of region WORKSPACE, one a layer.
 */
final class MemoryPlan {
    private static final int ALIGNMENT = 64; // tensors begin with a whole beat

    private final Configuration configuration;
    private final List<ArrayLayer> layers;
    private final CompilerOptions options;
    private final int lanes;
    private final Lifetimes lifetimes;
    private final Map<String, TensorPlace> places = new HashMap<>();
    private final List<TensorLayout> inputs = new ArrayList<>();
    private final List<TensorLayout> outputs = new ArrayList<>();
    private final List<TensorLayout> observables = new ArrayList<>();
    private final OnChipMemory scratchpad = new OnChipMemory();
    private final LifetimeMemory residents;
    private final LifetimeMemory workspace = new LifetimeMemory(Integer.MAX_VALUE);
    private final LifetimeMemory output = new LifetimeMemory(Integer.MAX_VALUE);

    MemoryPlan(ArraySegment segment, Concatenations.Result lowered, Configuration configuration, CompilerOptions options) {
        this.layers = lowered.layers();
        this.configuration = configuration;
        this.options = options;
        this.lanes = configuration.array().size();
        lifetimes = new Lifetimes(segment, lowered);
        residents = new LifetimeMemory(scratchpadRows());
        workspace.place(0, (long) layers.size() * Counter.snapshotBytes(), 0, Integer.MAX_VALUE);
        segment.inputs().forEach(this::give);
        Map<String, Storage> storages = new LinkedHashMap<>();
        lifetimes.storages().forEach(storage -> storages.put(storage.name(), place(storage)));
        lifetimes.storages().forEach(storage -> storage.tensors().forEach(tensor -> place(tensor, storages.get(storage.name()))));
        segment.outputs().forEach(tensor -> outputs.add(placeOf(tensor).inDevice().orElseThrow()));
    }

    /** Scratchpad rows that byte addresses reach. */
    private int scratchpadRows() {
        return (int) Math.min(configuration.memory().scratchpadRows(), (1L << ExecuteField.INPUT_BASE.width()) / lanes);
    }

    /** The scratchpad's allocator. */
    OnChipMemory scratchpad() {
        return scratchpad;
    }

    TensorPlace placeOf(QuantisedTensor tensor) {
        return places.get(tensor.name());
    }

    /** How a layer reads its input. Only the host lays out folded images, and only for a single reader. */
    InputFormat formatOf(int index) {
        ArrayLayer layer = layers.get(index);
        return lifetimes.isGivenTo(layer.input(), index) ? givenFormat(layer) : InputFormat.blocked(layer, placeOf(layer.input()).channels());
    }

    /** The scratchpad rows that a layer's input tiles may use. */
    LifetimeMemory.Gap windowOf(int layer) {
        return residents.largestGap(layer);
    }

    int snapshotOffset(int layer) {
        return layer * Counter.snapshotBytes();
    }

    /** Images of the batch. */
    int images() {
        return options.images();
    }

    List<TensorLayout> inputs() {
        return inputs;
    }

    List<TensorLayout> outputs() {
        return outputs;
    }

    List<TensorLayout> observables() {
        return observables;
    }

    int workspaceBytes() {
        return Math.toIntExact(workspace.used());
    }

    int outputBytes() {
        return Math.toIntExact(output.used());
    }

    private InputFormat givenFormat(ArrayLayer layer) {
        ChannelMap channels = ChannelMap.dense(lanes, layer.input().shape().channels());
        return layer.kernel().factor().isPresent() ? InputFormat.blocked(layer, channels) : InputFormat.cheapest(layer, lanes);
    }

    private void give(QuantisedTensor tensor) {
        ChannelMap channels = ChannelMap.dense(lanes, tensor.shape().channels());
        long offset = inputs.isEmpty() ? 0 : aligned(inputs.getLast().offset() + inputs.getLast().bytes());
        TensorLayout layout = lifetimes.onlyReader(tensor).map(index -> givenFormat(layers.get(index)).layout(Region.INPUT, offset, images()))
                .orElseGet(() -> TensorLayout.blocked(tensor, images(), Region.INPUT, offset, channels));
        inputs.add(layout);
        places.put(tensor.name(), TensorPlace.given(channels, layout));
    }

    private Storage place(Lifetimes.Stored stored) {
        Shape map = ArrayLayer.mapOf(stored.tensors().getFirst().shape(), images());
        int blockVectors = Math.multiplyExact(map.height(), map.width());
        int vectors = Math.multiplyExact(stored.blocks(), blockVectors);
        Optional<Buffer> resident = stored.isRead() ? resident(vectors, stored) : Optional.empty();
        boolean leaves = stored.isOutput() || stored.isReadBeside() || options.observeLayers() || resident.isEmpty();
        Optional<Storage.DevicePlace> inDevice = leaves ? Optional.of(devicePlace(stored, vectors)) : Optional.empty();
        return new Storage(stored.blocks(), blockVectors, resident, inDevice);
    }

    private Storage.DevicePlace devicePlace(Lifetimes.Stored stored, int vectors) {
        Region region = stored.isOutput() ? Region.OUTPUT : Region.WORKSPACE;
        LifetimeMemory memory = stored.isOutput() ? output : workspace;
        long bytes = aligned(Math.multiplyExact(vectors, lanes));
        int first = stored.isOutput() ? 0 : stored.first();
        int last = stored.isOutput() || options.observeLayers() ? Integer.MAX_VALUE : stored.last();
        long offset = memory.find(bytes, first, last);
        if (offset < 0) {
            throw new CompileException("layer %s: region %s exceeds 2 GiB: split the network".formatted(stored.name(), region));
        }
        memory.place(offset, bytes, first, last);
        return new Storage.DevicePlace(region, offset);
    }

    private void place(QuantisedTensor tensor, Storage storage) {
        TensorSlice slice = lifetimes.sliceOf(tensor);
        Optional<TensorLayout> layout = storage.inDevice().map(place -> TensorLayout.blocked(tensor, images(),
                place.region(), place.offset() + (long) slice.firstBlock() * storage.blockVectors() * lanes, slice.channels()));
        places.put(tensor.name(), TensorPlace.stored(slice, storage, layout));
        if (options.observeLayers() && !lifetimes.isCopy(tensor)) {
            observables.add(layout.orElseThrow());
        }
    }

    /** Keeps a storage on chip unless that leaves too little for the input tiles of a layer in its lifetime. */
    private Optional<Buffer> resident(int rows, Lifetimes.Stored stored) {
        long from = residents.find(rows, stored.first(), stored.last());
        if (from < 0 || !residents.leaves(scratchpadRows() / 4, from, rows, stored.first(), stored.last())) {
            return Optional.empty();
        }
        residents.place(from, rows, stored.first(), stored.last());
        return Optional.of(Buffer.unfilled(new Buffer.Claim(scratchpad, rows, (int) from, (int) from + rows)));
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, (long) ALIGNMENT) * ALIGNMENT;
    }
}
