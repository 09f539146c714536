package systole.nn;

import java.util.List;
import systole.graph.Graph;

/**
 * A graph with weights, prepared once to give results fast: batch normalisation is folded into the convolutions before it, activations and sums
 * are computed with them, weights are copied to where the innermost loops want them, and tensors share memory. Results differ from those of
 * {@link Network}, which keeps every activation, by rounding only. One thread calls it.
 */
public final class InferenceNetwork {
    private final Graph graph;
    private final Workers workers;
    private final List<Step> steps;
    private final Port input;
    private final Port output;

    private InferenceNetwork(Graph graph, InferencePlan plan, Workers workers) {
        this.graph = graph;
        this.workers = workers;
        input = plan.input();
        output = plan.output();
        steps = List.copyOf(plan.steps());
    }

    /**
     * On the calling thread. Throws {@link WeightsException} where the parameters are not the graph's. Later changes of the parameters count
     * for some layers and not for others: prepare another network after them.
     */
    public static InferenceNetwork of(Graph graph, Parameters parameters) {
        return of(graph, parameters, Workers.single());
    }

    /** On several threads, which the caller closes; the result is the same bit for bit. */
    public static InferenceNetwork of(Graph graph, Parameters parameters, Workers workers) {
        return new InferenceNetwork(graph, new InferencePlan(graph, parameters.requireFits(graph)), workers);
    }

    /**
     * The result for one image.
     *
     * @param image values of the input's shape, row-major
     * @return values of the output's shape; the caller's own
     */
    public float[] forward(float[] image) {
        if (image.length != input.size()) {
            throw new IllegalArgumentException("graph %s reads %s, which is %d values, not %d"
                    .formatted(graph.name(), graph.input().output(), input.size(), image.length));
        }
        input.fill(image, workers);
        steps.forEach(step -> step.run(workers));
        return output.copy(workers);
    }
}
