package systole.compiler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;

/**
 * Lets tensors that are concatenated be stored side by side from the start. A concatenation of concatenations is one of their parts. One
 * that is a run of another's parts is a slice of it; so the last is placed first, and a densely connected block is one storage. A part
 * that is no layer's output, or that lies elsewhere already, is copied by a layer.
 */
final class Concatenations {
    /**
     * A segment's layers, and where what they read and store lies.
     *
     * @param layers in order, with copies
     * @param slices by tensor, all but those that the host writes
     */
    record Result(List<ArrayLayer> layers, Map<String, TensorSlice> slices) {
        /** The same with a batch's images as rows of one map, in the layers where that can be. */
        Result stacking(int images) {
            return new Result(layers.stream().map(layer -> layer.stacking(images)).toList(), slices);
        }
    }

    private final int lanes;
    private final List<ArrayLayer> layers;
    private final Map<String, QuantisedTensor> tensors = new HashMap<>();
    private final Map<String, List<String>> parts = new LinkedHashMap<>(); // of each concatenation
    private final Map<String, List<String>> storages = new LinkedHashMap<>(); // their parts, before copying
    private final Map<String, TensorSlice> slices = new HashMap<>();
    private final Set<String> stored = new HashSet<>();

    private Concatenations(ArraySegment segment, List<ArrayLayer> layers, int lanes) {
        this.lanes = lanes;
        this.layers = new ArrayList<>(layers);
        segment.inputs().forEach(tensor -> tensors.put(tensor.name(), tensor));
        layers.forEach(layer -> tensors.put(layer.output().name(), layer.output()));
        layers.forEach(layer -> stored.add(layer.output().name()));
        for (QuantisedNode node : segment.nodes()) {
            if (node.operator() instanceof QuantisedOperator.Concatenation) {
                parts.put(node.name(), node.inputs().stream()
                        .flatMap(input -> parts.getOrDefault(input, List.of(input)).stream()).toList());
            }
        }
    }

    static Result of(ArraySegment segment, List<ArrayLayer> layers, int lanes) {
        Concatenations concatenations = new Concatenations(segment, layers, lanes);
        new ArrayList<>(concatenations.parts.keySet()).reversed().forEach(concatenations::place);
        layers.stream().map(ArrayLayer::output).forEach(concatenations::placeAlone);
        layers.forEach(concatenations::alignResidual);
        return new Result(concatenations.layers, concatenations.slices);
    }

    private void place(String concatenation) {
        List<String> wanted = parts.get(concatenation);
        for (Map.Entry<String, List<String>> storage : storages.entrySet()) {
            int at = Collections.indexOfSubList(storage.getValue(), wanted);
            if (at >= 0) {
                int firstBlock = mapOf(storage.getValue().subList(0, at)).blocks();
                slices.put(concatenation, new TensorSlice(storage.getKey(), firstBlock, mapOf(wanted)));
                return;
            }
        }
        int block = 0;
        for (String part : wanted) {
            boolean free = stored.contains(part) && !slices.containsKey(part);
            String placed = free ? part : copy(part, "%s@%s.%d".formatted(part, concatenation, block));
            ChannelMap channels = mapOf(List.of(placed));
            slices.put(placed, new TensorSlice(concatenation, block, channels));
            block += channels.blocks();
        }
        storages.put(concatenation, wanted);
        slices.put(concatenation, TensorSlice.whole(concatenation, mapOf(wanted)));
    }

    private void placeAlone(QuantisedTensor tensor) {
        slices.computeIfAbsent(tensor.name(), name -> TensorSlice.whole(name, mapOf(List.of(name))));
    }

    /** Residuals are added lane by lane: one that has gaps among its channels is copied without. */
    private void alignResidual(ArrayLayer layer) {
        layer.tail().residual().filter(residual -> slices.containsKey(residual.tensor().name()))
                .filter(residual -> !slices.get(residual.tensor().name()).channels().isDense()).ifPresent(residual -> {
                    QuantisedTensor source = residual.tensor();
                    QuantisedTensor aligned = new QuantisedTensor(source.name() + "@" + layer.output().name(), source.shape(), source.quantisation());
                    tensors.put(aligned.name(), aligned);
                    int at = layers.indexOf(layer);
                    layers.set(at, layer.with(layer.tail().adding(new Tail.Residual(aligned, residual.addition()))));
                    layers.add(at, ArrayLayers.copy(source, aligned));
                    placeAlone(aligned);
                });
    }

    /** Copies a tensor as soon as it is made, for whoever reads of the concatenation first. */
    private String copy(String part, String name) {
        QuantisedTensor source = tensors.get(part);
        QuantisedTensor target = new QuantisedTensor(name, source.shape(), source.quantisation());
        tensors.put(name, target);
        int after = layers.stream().map(layer -> layer.output().name()).toList().indexOf(part);
        layers.add(after + 1, ArrayLayers.copy(source, target));
        return name;
    }

    private ChannelMap mapOf(List<String> names) {
        return ChannelMap.concatenation(lanes, names.stream()
                .map(name -> ChannelMap.dense(lanes, tensors.get(name).shape().channels())).toList());
    }
}
