package systole.models;

import systole.graph.Graph;
import systole.nn.Parameters;

/** A network of the catalogue. */
public sealed interface Model permits TrainedModel, SeededModel {
    /** The name it is looked up by. */
    String name();

    /** Its layers and shapes. */
    Graph graph();

    /** Weights for its graph, the same at every call. */
    Parameters parameters();
}
