package systole.compiler;

import java.util.ArrayList;
import java.util.HashMap;
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
 * Decides for every tensor whether it stays on chip from the layer that makes it to the last that reads it, and where it lies.
 * Counter snapshots fill the beginning of region WORKSPACE, one a layer.
 */
final class MemoryPlan {
    private final Configuration configuration;
    private final List<ArrayLayer> layers;
    private final boolean observe;
    private final int lanes;
    private final Map<String, Integer> lastReader = new HashMap<>();
    private final Map<String, TensorPlace> places = new HashMap<>();
    private final List<TensorLayout> observables = new ArrayList<>();
    private final OnChipMemory scratchpad = new OnChipMemory();
    private final LifetimeMemory residents;
    private final LifetimeMemory workspace = new LifetimeMemory(Integer.MAX_VALUE);

    MemoryPlan(List<ArrayLayer> layers, Configuration configuration, CompilerOptions options) {
        this.layers = layers;
        this.configuration = configuration;
        this.observe = options.observeLayers();
        this.lanes = configuration.array().size();
        residents = new LifetimeMemory(scratchpadRows());
        workspace.place(0, (long) layers.size() * Counter.snapshotBytes(), 0, Integer.MAX_VALUE);
        for (int i = 0; i < layers.size(); i++) {
            lastReader.put(layers.get(i).input().name(), i);
        }
        InputFormat format = inputFormat();
        places.put(layers.getFirst().input().name(), TensorPlace.given(format.layout(Region.INPUT, 0)));
        for (int i = 0; i < layers.size(); i++) {
            places.put(layers.get(i).output().name(), place(i));
        }
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
    InputFormat formatOf(int layer) {
        return layer == 0 ? inputFormat() : InputFormat.blocked(layers.get(layer), lanes);
    }

    /** The scratchpad rows that a layer's input tiles may use. */
    LifetimeMemory.Gap windowOf(int layer) {
        return residents.largestGap(layer);
    }

    int snapshotOffset(int layer) {
        return layer * Counter.snapshotBytes();
    }

    List<TensorLayout> observables() {
        return observables;
    }

    int workspaceBytes() {
        return Math.toIntExact(workspace.used());
    }

    private InputFormat inputFormat() {
        ArrayLayer first = layers.getFirst();
        boolean onlyReader = lastReader.get(first.input().name()) == 0;
        return onlyReader ? InputFormat.cheapest(first, lanes) : InputFormat.blocked(first, lanes);
    }

    private TensorPlace place(int producer) {
        QuantisedTensor tensor = layers.get(producer).output();
        Shape shape = tensor.shape();
        int bytes = TensorLayout.blockedBytes(shape, lanes);
        int aligned = Math.ceilDiv(bytes, 64) * 64; // tensors begin with a whole beat
        if (producer == layers.size() - 1) {
            TensorLayout layout = TensorLayout.blocked(tensor.name(), shape, Region.OUTPUT, 0, lanes);
            return TensorPlace.stored(Optional.empty(), observed(layout));
        }
        int last = lastReader.getOrDefault(tensor.name(), producer);
        Optional<Buffer> resident = resident(bytes / lanes, producer, last);
        if (resident.isPresent() && !observe) {
            return TensorPlace.stored(resident, Optional.empty());
        }
        int end = observe ? Integer.MAX_VALUE : last;
        long offset = workspace.find(aligned, producer, end);
        if (offset < 0) {
            throw new CompileException("layer %s: region WORKSPACE exceeds 2 GiB: split the network".formatted(tensor.name()));
        }
        workspace.place(offset, aligned, producer, end);
        return TensorPlace.stored(resident, observed(TensorLayout.blocked(tensor.name(), shape, Region.WORKSPACE, offset, lanes)));
    }

    private Optional<TensorLayout> observed(TensorLayout layout) {
        if (observe) {
            observables.add(layout);
        }
        return Optional.of(layout);
    }

    /** Keeps a tensor on chip unless that leaves too little for the input tiles of a layer in its lifetime. */
    private Optional<Buffer> resident(int rows, int first, int last) {
        long from = residents.find(rows, first, last);
        if (from < 0 || !residents.leaves(scratchpadRows() / 4, from, rows, first, last)) {
            return Optional.empty();
        }
        residents.place(from, rows, first, last);
        return Optional.of(Buffer.unfilled(new Buffer.Claim(scratchpad, rows, (int) from, (int) from + rows)));
    }
}
