package systole.verify;

/** What the input's bytes are. */
public enum Fill {
    /** Any. */
    RANDOM,
    /** -128 everywhere. */
    LOWEST,
    /** 127 everywhere. */
    HIGHEST
}
