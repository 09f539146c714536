package systole.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;

/**
 * A graph with weights, ready for inference in float32. It reuses its memory, so one thread calls it; further networks on the same
 * parameters cost little.
 */
public final class Network {
    private static final int BATCH = 64;
    /** Elements of all activations of a mini-batch: 256 MiB. */
    private static final long BATCH_ELEMENTS = 1 << 26;

    private final Graph graph;
    private final Parameters parameters;
    private final FakeQuantisation rounding;
    private final Batch batch;
    private final Pass pass;

    /** On the calling thread. Throws {@link WeightsException} where the parameters are not the graph's. The parameters are kept, not copied. */
    public Network(Graph graph, Parameters parameters) {
        this(graph, parameters, Workers.single());
    }

    /** On several threads, which the caller closes; the result is the same bit for bit. */
    public Network(Graph graph, Parameters parameters, Workers workers) {
        this(graph, parameters, workers, FakeQuantisation.NONE);
    }

    /** As it will be in int8, but for the order of roundings. */
    public Network(Graph graph, Parameters parameters, Workers workers, FakeQuantisation rounding) {
        this.graph = graph;
        this.parameters = parameters.requireFits(graph);
        this.rounding = rounding;
        batch = new Batch(graph, parameters, _ -> Phase.INFERENCE, rounding, 1);
        pass = new Pass(1, 0, workers);
    }

    /** The network's layers. */
    public Graph graph() {
        return graph;
    }

    /** The network's weights; its own. */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * Name of the node with the classes' scores: the one before a closing softmax, whose derivatives would vanish where a class is certain, or else
     * the output.
     */
    public String scores() {
        Node output = graph.node(graph.output());
        return switch (output.operator()) {
            case Operator.Softmax _, Operator.LogSoftmax _ -> output.inputs().getFirst();
            default -> output.name();
        };
    }

    /**
     * The result for one image.
     *
     * @param image values of the input's shape, row-major
     * @return values of the output's shape; the caller's own
     */
    public float[] forward(float[] image) {
        run(image);
        return batch.output().clone();
    }

    /** Every node's tensor for one image, by the node's name, in the graph's order, the input included; the caller's own. */
    public Map<String, float[]> activations(float[] image) {
        run(image);
        Map<String, float[]> copies = new LinkedHashMap<>();
        batch.activations().forEach((name, values) -> copies.put(name, values.clone()));
        return copies;
    }

    /**
     * How an element of a node's output changes with each value of an image.
     *
     * @param element index in the node's output
     * @return derivatives in the shape of the input; the caller's own
     */
    public float[] inputGradient(float[] image, String node, int element) {
        run(image);
        Arrays.fill(batch.gradient(node), 0);
        batch.gradient(node)[element] = 1;
        return batch.inputGradient(pass, node).clone();
    }

    /** Takes one image's tensor. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One after the other, on the calling thread.
         *
         * @param index of the image
         * @param values the visitor's own
         */
        void accept(int index, float[] values);
    }

    /** Runs a whole data set in mini-batches, which are prepared in the background, and shows a node's tensor for each image in order. */
    public void forEach(Dataset data, String node, Visitor visitor) {
        int size = graph.node(node).output().size();
        int capacity = Math.clamp(BATCH_ELEMENTS / graph.nodes().stream().mapToLong(any -> any.output().size()).sum(), 1, BATCH);
        Batch many = new Batch(graph, parameters, _ -> Phase.INFERENCE, rounding, capacity);
        MiniBatchSource source = MiniBatchSource.of(data, graph, Augmentation.NONE, 0);
        int index = 0;
        try (MiniBatches batches = new MiniBatches(source, IntStream.range(0, data.size()).boxed().toList(), capacity)) {
            while (batches.hasNext()) {
                MiniBatch images = batches.next();
                System.arraycopy(images.inputs(), 0, many.input(), 0, images.inputs().length);
                many.forward(new Pass(images.images(), 0, pass.workers()));
                for (int i = 0; i < images.images(); i++) {
                    visitor.accept(index++, Arrays.copyOfRange(many.activations().get(node), i * size, (i + 1) * size));
                }
            }
        }
    }

    private void run(float[] image) {
        if (image.length != batch.input().length) {
            throw new IllegalArgumentException("graph %s reads %s, which is %d values, not %d"
                    .formatted(graph.name(), graph.input().output(), batch.input().length, image.length));
        }
        System.arraycopy(image, 0, batch.input(), 0, image.length);
        batch.forward(pass);
    }
}
