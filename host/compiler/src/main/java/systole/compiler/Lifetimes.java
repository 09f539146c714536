package systole.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedTensor;

/** From which layer to which each storage of a segment is needed, and by whom. */
final class Lifetimes {
    /**
     * A storage.
     *
     * @param tensors its slices; the layers' outputs among them fill it
     * @param blocks channel blocks
     * @param first the first layer that stores to it
     * @param last the last layer that stores to it or reads of it
     * @param isRead whether layers read of it as their input
     * @param isReadBeside whether layers read of it in device memory, beside their input
     * @param isOutput whether the host reads of it
     */
    record Stored(
            String name, List<QuantisedTensor> tensors, int blocks, int first, int last, boolean isRead, boolean isReadBeside,
            boolean isOutput) {
    }

    private final List<ArrayLayer> layers;
    private final Map<String, TensorSlice> slices;
    private final Set<String> known;
    private final Map<String, TreeSet<Integer>> inputReaders = new HashMap<>();
    private final Map<String, TreeSet<Integer>> besideReaders = new HashMap<>();
    private final List<Stored> storages = new ArrayList<>();

    Lifetimes(ArraySegment segment, Concatenations.Result lowered) {
        layers = lowered.layers();
        slices = lowered.slices();
        known = segment.nodes().stream().map(QuantisedNode::name).collect(Collectors.toSet());
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            inputReaders.computeIfAbsent(layers.get(i).input().name(), name -> new TreeSet<>()).add(i);
            layers.get(i).readsBeside().forEach(tensor ->
                    besideReaders.computeIfAbsent(tensor.name(), name -> new TreeSet<>()).add(index));
        }
        Map<String, List<QuantisedTensor>> byStorage = new LinkedHashMap<>();
        tensors(segment).forEach(tensor ->
                byStorage.computeIfAbsent(sliceOf(tensor).storage(), name -> new ArrayList<>()).add(tensor));
        Set<QuantisedTensor> outputs = Set.copyOf(segment.outputs());
        byStorage.forEach((name, tensors) -> storages.add(stored(name, tensors, outputs)));
    }

    /** In the order of their first layers. */
    List<Stored> storages() {
        return storages;
    }

    TensorSlice sliceOf(QuantisedTensor tensor) {
        return slices.get(tensor.name());
    }

    /** Whether no node makes the tensor. */
    boolean isCopy(QuantisedTensor tensor) {
        return !known.contains(tensor.name());
    }

    /** The only layer that reads a tensor, as its input. */
    Optional<Integer> onlyReader(QuantisedTensor tensor) {
        TreeSet<Integer> readers = inputReaders.getOrDefault(tensor.name(), new TreeSet<>());
        return readers.size() == 1 && !besideReaders.containsKey(tensor.name()) ? Optional.of(readers.first()) : Optional.empty();
    }

    /** Whether the host writes a tensor for one layer alone. */
    boolean isGivenTo(QuantisedTensor tensor, int layer) {
        return !slices.containsKey(tensor.name()) && onlyReader(tensor).equals(Optional.of(layer));
    }

    /** What layers store, in their order, and the concatenations of that. */
    private List<QuantisedTensor> tensors(ArraySegment segment) {
        Map<String, QuantisedTensor> tensors = new LinkedHashMap<>();
        layers.forEach(layer -> tensors.put(layer.output().name(), layer.output()));
        segment.nodes().stream().map(QuantisedNode::output).filter(tensor -> slices.containsKey(tensor.name()))
                .forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
        return List.copyOf(tensors.values());
    }

    private Stored stored(String name, List<QuantisedTensor> tensors, Set<QuantisedTensor> outputs) {
        List<String> names = tensors.stream().map(QuantisedTensor::name).toList();
        TreeSet<Integer> users = new TreeSet<>();
        for (int i = 0; i < layers.size(); i++) {
            if (names.contains(layers.get(i).output().name())) {
                users.add(i);
            }
        }
        int first = users.first();
        names.forEach(tensor -> users.addAll(inputReaders.getOrDefault(tensor, new TreeSet<>())));
        names.forEach(tensor -> users.addAll(besideReaders.getOrDefault(tensor, new TreeSet<>())));
        int blocks = tensors.stream().mapToInt(tensor -> sliceOf(tensor).endBlock()).max().orElseThrow();
        return new Stored(name, tensors, blocks, first, users.last(), names.stream().anyMatch(inputReaders::containsKey),
                names.stream().anyMatch(besideReaders::containsKey), tensors.stream().anyMatch(outputs::contains));
    }
}
