package systole.models;

import systole.graph.Graph;

/** A network of the catalogue. */
public interface Model {
    /** The name it is looked up by. */
    String name();

    /** Its layers and shapes. */
    Graph graph();
}
