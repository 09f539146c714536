package systole.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import systole.graph.Graph;

/**
 * A graph with weights, ready for inference in float32. It reuses its memory, so one thread calls it; further networks on the same
 * parameters cost little.
 */
public final class Network {
    private final Graph graph;
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
        batch = new Batch(graph, parameters.requireFits(graph), _ -> Phase.INFERENCE, rounding, 1);
        pass = new Pass(1, 0, workers);
    }

    /** The network's layers. */
    public Graph graph() {
        return graph;
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

    private void run(float[] image) {
        if (image.length != batch.input().length) {
            throw new IllegalArgumentException("graph %s reads %s, which is %d values, not %d"
                    .formatted(graph.name(), graph.input().output(), batch.input().length, image.length));
        }
        System.arraycopy(image, 0, batch.input(), 0, image.length);
        batch.forward(pass);
    }
}
