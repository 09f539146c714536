package systole.compiler;

/** A graph that cannot be lowered for a configuration; the message names the layer, the value and the remedy. */
public final class CompileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public CompileException(String message) {
        super(message);
    }

    /** For a refusal from below that does not know the layer. */
    static CompileException inLayer(String layer, IllegalArgumentException cause) {
        CompileException exception = new CompileException("layer %s cannot be lowered: %s".formatted(layer, cause.getMessage()));
        exception.initCause(cause);
        return exception;
    }
}
