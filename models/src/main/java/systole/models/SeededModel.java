package systole.models;

import java.util.List;
import systole.graph.Graph;
import systole.models.data.SmoothImages;
import systole.nn.Parameters;

/**
 * A network with the graph of a paper and weights by chance: it computes as much as the trained one, and as lively, but recognises nothing.
 *
 * @param graph the paper's; its name is the model's
 */
public record SeededModel(Graph graph) implements Model {
    private static final long SEED = 7;
    private static final int MEASURED_IMAGES = 2;

    @Override
    public String name() {
        return graph.name();
    }

    /** Weights as {@link SeededWeights} draws them; takes some forward passes. */
    @Override
    public Parameters parameters() {
        return parameters(MEASURED_IMAGES);
    }

    /**
     * The same, measured on more images: where maps are small, deviations of few pixels can come near 0 by chance, and what divides by them makes
     * much of float32's roundings.
     */
    public Parameters parameters(int measuredImages) {
        return SeededWeights.of(graph, images(measuredImages, SEED), SEED);
    }

    /** Images for it; each seed gives a series of its own. */
    public List<float[]> images(int count, long seed) {
        return SmoothImages.of(graph.input().output(), count, seed);
    }
}
