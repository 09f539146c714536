package systole.graph;

/** What an average pool divides its sums by. */
public enum Divisor {
    /** All of the window that lies on the input or its declared padding: PyTorch's count_include_pad, the default there. */
    PADDED,
    /** What lies on the input. */
    INPUT
}
