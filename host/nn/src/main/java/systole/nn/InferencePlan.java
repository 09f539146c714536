package systole.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.graph.Divisor;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/**
 * Decides, node by node, how a graph is computed: convolutions with what is fused into them, pools and concatenations in blocks, everything else
 * by the layers of {@link Phase#INFERENCE} on plain tensors. Where a reader wants the other layout, the tensor is copied once.
 */
final class InferencePlan {
    private final Graph graph;
    private final Parameters parameters;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, float[]> plain = new HashMap<>();
    private final Map<String, BlockedTensor> blocked = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Buffers buffers = new Buffers();
    /** The image in blocks, where the first step reads it so. */
    private Optional<BlockedTensor> blockedImage = Optional.empty();
    private boolean readsPlainImage;

    InferencePlan(Graph graph, Parameters parameters) {
        this.graph = graph;
        this.parameters = parameters;
        graph.nodes().forEach(node -> node.inputs().forEach(read -> readers.merge(read, 1, Integer::sum)));
        readers.merge(graph.input().name(), 1, Integer::sum);
        readers.merge(graph.output(), 1, Integer::sum);
        plain.put(graph.input().name(), new float[graph.input().output().size()]);
        Set<String> fused = new HashSet<>();
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            if (!fused.contains(node.name())) {
                List<Node> computed = compute(node);
                computed.forEach(done -> fused.add(done.name()));
                computed.forEach(done -> done.inputs().forEach(this::release));
            }
        }
    }

    /** Where the image goes. */
    Port input() {
        float[] image = plain.get(graph.input().name());
        return new Port(image.length, blockedImage, readsPlainImage ? Optional.of(image) : Optional.empty());
    }

    /** What to do, in this order. */
    List<Step> steps() {
        return steps;
    }

    /** Where the result is then. */
    Port output() {
        return new Port(graph.outputShape().size(), Optional.ofNullable(blocked.get(graph.output())), Optional.ofNullable(plain.get(graph.output())));
    }

    /** Adds what computes a node, and returns all that is computed with it. */
    private List<Node> compute(Node node) {
        switch (node.operator()) {
            case Operator.Conv2d convolution when isBlocked(node) -> {
                return convolve(FusedConvolution.of(graph, node), convolution);
            }
            case Operator.MaxPool(var window, _) when readsBlocks(node) ->
                    pool(node, Patch.windows(window, Divisor.INPUT, input(node), node.output()), PoolStep.Pooling.MAXIMUM);
            case Operator.AveragePool(var window, _, var divisor) when readsBlocks(node) ->
                    pool(node, Patch.windows(window, divisor, input(node), node.output()), PoolStep.Pooling.MEAN);
            case Operator.AdaptiveMaxPool _ when readsBlocks(node) ->
                    pool(node, Patch.areas(input(node), node.output()), PoolStep.Pooling.MAXIMUM);
            case Operator.AdaptiveAveragePool _ when readsBlocks(node) ->
                    pool(node, Patch.areas(input(node), node.output()), PoolStep.Pooling.MEAN);
            case Operator.Concat _ when readsBlocks(node) && fillsBlocks(node) ->
                    steps.add(new ConcatStep(node.inputs().stream().map(blocked::get).toList(), make(node)));
            case Operator.MatMul _ -> steps.add(ProductStep.of(plain(node.inputs().getFirst()), plain(node.inputs().getLast()), makePlain(node),
                    input(node).extents().getLast()));
            case Operator.Linear _ -> steps.add(new LinearStep(node, parameters, plain(node.inputs().getFirst()), makePlain(node)));
            default -> computePlain(node);
        }
        return List.of(node);
    }

    private List<Node> convolve(FusedConvolution fused, Operator.Conv2d convolution) {
        Node node = fused.convolution();
        TapSource source = source(node, convolution);
        PanelWeights weights = PanelWeights.of(convolution.window(), convolution.groups(),
                Affine.of(node, fused.normalisation(), parameters), parameters.weight(node));
        steps.add(new ConvolutionStep(source, weights, fused.residual().map(this::blocked), fused.bounds(), make(fused.last())));
        return fused.nodes();
    }

    private TapSource source(Node node, Operator.Conv2d convolution) {
        String tensor = node.inputs().getFirst();
        if (convolution.groups() == 1 && plain.containsKey(tensor) && FoldedTaps.fit(convolution.window(), input(node).channels())) {
            return new FoldedTaps(convolution.window(), input(node), plain(tensor), node.output());
        }
        BlockedTensor input = blocked(tensor);
        return TapSource.of(convolution.window(), convolution.groups(), input.map(), input.values(), node.output());
    }

    private void pool(Node node, Patch[] patches, PoolStep.Pooling pooling) {
        steps.add(new PoolStep(patches, pooling, blocked.get(node.inputs().getFirst()), make(node)));
    }

    private void computePlain(Node node) {
        Layer layer = Phase.INFERENCE.layer(node, graph.inputShapes(node), parameters);
        float[][] inputs = node.inputs().stream().map(this::plain).toArray(float[][]::new);
        float[] output = makePlain(node);
        steps.add(workers -> layer.forward(new Pass(1, 0, workers), inputs, output));
    }

    /** Whether blocks of channels would be well filled, in every group. */
    private boolean isBlocked(Node node) {
        if (!(node.operator() instanceof Operator.Conv2d convolution)) {
            return false;
        }
        int inputs = input(node).channels() / convolution.groups();
        int outputs = node.output().channels() / convolution.groups();
        return outputs >= BlockedMap.BLOCK
                && (convolution.groups() == 1 || inputs % BlockedMap.BLOCK == 0 && outputs % BlockedMap.BLOCK == 0);
    }

    private boolean readsBlocks(Node node) {
        return blocked.keySet().containsAll(node.inputs());
    }

    private boolean fillsBlocks(Node concatenation) {
        List<Shape> shapes = graph.inputShapes(concatenation);
        return shapes.subList(0, shapes.size() - 1).stream().allMatch(shape -> shape.channels() % BlockedMap.BLOCK == 0);
    }

    private Shape input(Node node) {
        return graph.inputShapes(node).getFirst();
    }

    private BlockedTensor make(Node node) {
        BlockedMap map = BlockedMap.of(node.output(), border(node.name()));
        BlockedTensor tensor = new BlockedTensor(map, buffers.take(map));
        blocked.put(node.name(), tensor);
        return tensor;
    }

    private float[] makePlain(Node node) {
        float[] values = buffers.take(node.output().size());
        plain.put(node.name(), values);
        return values;
    }

    /** The widest padding of those convolutions that read the tensor where it lies. */
    private int border(String tensor) {
        return graph.nodes().stream().filter(node -> node.inputs().contains(tensor) && isBlocked(node))
                .map(node -> ((Operator.Conv2d) node.operator()).window()).filter(TapSource::isDirect).mapToInt(DirectTaps::border).max().orElse(0);
    }

    private BlockedTensor blocked(String tensor) {
        BlockedTensor known = blocked.get(tensor);
        if (known != null) {
            return known;
        }
        BlockedTensor made = make(graph.node(tensor));
        if (tensor.equals(graph.input().name()) && steps.isEmpty()) {
            blockedImage = Optional.of(made);
            return made;
        }
        float[] values = plain(tensor);
        steps.add(workers -> made.map().pack(values, made.values(), workers));
        return made;
    }

    private float[] plain(String tensor) {
        readsPlainImage |= tensor.equals(graph.input().name());
        float[] known = plain.get(tensor);
        if (known != null) {
            return known;
        }
        float[] made = makePlain(graph.node(tensor));
        BlockedTensor from = blocked.get(tensor);
        steps.add(workers -> from.map().unpack(from.values(), made, workers));
        return made;
    }

    /** One reader less; after the last one others may have the memory. */
    private void release(String tensor) {
        if (readers.merge(tensor, -1, Integer::sum) == 0) {
            if (blocked.containsKey(tensor)) {
                buffers.give(blocked.remove(tensor));
            }
            if (plain.containsKey(tensor)) {
                buffers.give(plain.remove(tensor));
            }
        }
    }
}
