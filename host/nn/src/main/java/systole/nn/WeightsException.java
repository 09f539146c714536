package systole.nn;

/** Weights that cannot be read or do not fit their graph; one line that names the file or tensor, what is wrong with it, and what is needed. */
public final class WeightsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message);
    }
}
