package systole.verify;

/** Of what kind a layer's weights and biases are. */
public enum Weights {
    /** Weights of 1 without biases: the layer is a sum over its window. */
    ONES,
    /** Any weights, small biases. */
    RANDOM,
    /** Weights of -128 and 127, and biases up to 2^30 with scales to match, which take requantising to its edges. */
    EXTREME
}
