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
        layers.forEach(concatenations::align);
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

    /** Residuals are added, and factors multiplied, lane by lane: those that have gaps among their channels are copied without. */
    private void align(ArrayLayer layer) {
        Tail tail = layer.tail().residual().map(residual -> layer.tail().adding(
                new Tail.Residual(dense(residual.tensor(), layer, "residual"), residual.addition()))).orElse(layer.tail());
        ArrayLayer aligned = layer.with(tail);
        if (layer.kernel().factor().isPresent()) {
            QuantisedTensor factor = layer.kernel().factor().get();
            // A copy's unused lanes hold 0, so it does not matter what the other factor's hold.
            boolean filled = factor.shape().channels() % lanes == 0 || !slices.containsKey(factor.name());
            QuantisedTensor right = filled ? dense(factor, layer, "right") : copy(factor, layer, "right");
            aligned = aligned.reading(dense(layer.input(), layer, "left"), Kernel.product(right));
        }
        layers.set(layers.indexOf(layer), aligned);
    }

    private QuantisedTensor dense(QuantisedTensor tensor, ArrayLayer reader, String role) {
        TensorSlice slice = slices.get(tensor.name());
        return slice == null || slice.channels().isDense() ? tensor : copy(tensor, reader, role);
    }

    /** Copies a tensor for one reader. */
    private QuantisedTensor copy(QuantisedTensor source, ArrayLayer reader, String role) {
        QuantisedTensor target = new QuantisedTensor(
                "%s@%s.%s".formatted(source.name(), reader.output().name(), role), source.shape(), source.quantisation());
        tensors.put(target.name(), target);
        layers.add(layers.indexOf(reader), ArrayLayers.copy(source, target));
        placeAlone(target);
        return target;
    }

    /** Copies a tensor as soon as it is made, for whoever reads of the concatenation first. */
    private String copy(String part, String name) {
        QuantisedTensor source = tensors.get(part);
        QuantisedTensor target = new QuantisedTensor(name, source.shape(), source.quantisation());
        tensors.put(name, target);
        int after = layers.stream().map(layer -> layer.output().name()).toList().lastIndexOf(part);
        layers.add(after + 1, ArrayLayers.copy(source, target));
        return name;
    }

    private ChannelMap mapOf(List<String> names) {
        return ChannelMap.concatenation(lanes, names.stream()
                .map(name -> ChannelMap.dense(lanes, tensors.get(name).shape().channels())).toList());
    }
}
