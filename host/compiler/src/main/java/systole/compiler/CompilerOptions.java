package systole.compiler;

/**
 * What a compilation may be asked for.
 *
 * @param observeLayers whether every layer's output is kept in device memory, so that each can be compared with a reference;
 *     costs stores and workspace, and changes no layer's result
 * @param images how many run at once, sharing what can be shared of the reading of weights; at least 1
 */
public record CompilerOptions(boolean observeLayers, int images) {
    public CompilerOptions {
        if (images < 1) {
            throw new IllegalArgumentException("a batch must have at least 1 image, not " + images);
        }
    }

    /** The fastest program for one image. */
    public static CompilerOptions standard() {
        return new CompilerOptions(false, 1);
    }

    /** A program whose {@link Program#observables()} are every layer's output. */
    public static CompilerOptions observing() {
        return new CompilerOptions(true, 1);
    }

    /** The same for so many images at once. */
    public CompilerOptions batch(int size) {
        return new CompilerOptions(observeLayers, size);
    }
}
