package systole.runtime.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.runtime.Images;

/**
 * Executes quantised graphs on (channel, y, x) tensors: the golden answer. It shares no code with the compiler or any device,
 * only the declaration of the graph and {@link systole.quant.Requantisation#apply}.
 */
public final class ReferenceExecutor {
    private final QuantisedGraph graph;
    /** What has weights, by its name, from its first use on. */
    private final Map<String, ConvolutionLoops> prepared = new ConcurrentHashMap<>();
    /** As many as there were threads at once. */
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    public ReferenceExecutor(QuantisedGraph graph) {
        this.graph = graph;
    }

    /**
     * Every node's tensor by name, in (channel, y, x) order.
     *
     * @param input as many bytes as the input's shape has elements
     * @throws IllegalArgumentException where the input has another size
     */
    public Map<String, byte[]> run(byte[] input) {
        Shape shape = graph.input().shape();
        if (input.length != shape.size()) {
            throw new IllegalArgumentException("network %s takes %s = %d bytes, not %d"
                    .formatted(graph.name(), shape, shape.size(), input.length));
        }
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        tensors.put(graph.input().name(), input);
        Workspace workspace = Objects.requireNonNullElseGet(idle.poll(), Workspace::new);
        for (QuantisedNode node : graph.nodes()) {
            tensors.put(node.name(), run(node, node.inputs().stream().map(tensors::get).toList(), workspace));
        }
        idle.add(workspace);
        tensors.remove(graph.input().name());
        return tensors;
    }

    private byte[] run(QuantisedNode node, List<byte[]> values, Workspace workspace) {
        List<QuantisedTensor> inputs = node.inputs().stream().map(graph::tensor).toList();
        return switch (node.operator()) {
            case QuantisedOperator.Convolution convolution -> prepared.computeIfAbsent(node.name(), _ -> new ConvolutionLoops(
                    convolution, inputs.getFirst().shape(), inputs.getFirst().quantisation().zeroPoint(), node.output().shape()))
                    .run(values.getFirst(), workspace);
            case QuantisedOperator.Linear linear -> prepared.computeIfAbsent(node.name(), _ -> LinearLoops.of(
                    linear, inputs.getFirst().shape(), inputs.getFirst().quantisation().zeroPoint(), node.output().shape()))
                    .run(values.getFirst(), workspace);
            default -> HostOperator.run(node, inputs, values);
        };
    }

    /**
     * Every node's tensors for several images, by name, in (image, channel, y, x) order.
     *
     * @param batch as many bytes as some images have elements
     */
    public Map<String, byte[]> runBatch(byte[] batch) {
        int size = graph.input().shape().size();
        List<Map<String, byte[]>> images =
                IntStream.range(0, batch.length / size).mapToObj(image -> run(Images.of(batch, size, image))).toList();
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        for (QuantisedNode node : graph.nodes()) {
            tensors.put(node.name(), Images.join(images.stream().map(image -> image.get(node.name())).toList()));
        }
        return tensors;
    }
}
