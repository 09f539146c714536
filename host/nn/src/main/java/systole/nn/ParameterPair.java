package systole.nn;

import systole.graph.Node;

/** A node's weight and bias, or their gradients. */
record ParameterPair(float[] weight, float[] bias) {
    static ParameterPair of(Node node, Parameters parameters) {
        return new ParameterPair(parameters.get(node.name() + ".weight").values(), parameters.get(node.name() + ".bias").values());
    }
}
