package systole.compiler;

/**
 * What a compilation may be asked for.
 *
 * @param observeLayers whether every layer's output is kept in device memory, so that each can be compared with a reference;
 *     costs stores and workspace, and changes no layer's result
 */
public record CompilerOptions(boolean observeLayers) {
    /** The fastest program. */
    public static CompilerOptions standard() {
        return new CompilerOptions(false);
    }

    /** A program whose {@link Program#observables()} are every layer's output. */
    public static CompilerOptions observing() {
        return new CompilerOptions(true);
    }
}
