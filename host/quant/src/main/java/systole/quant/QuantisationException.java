package systole.quant;

/** A layer that cannot be quantised; the message names it, why, and the remedy. */
public final class QuantisationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public QuantisationException(String layer, String reason) {
        super("layer %s cannot be quantised: %s".formatted(layer, reason));
    }
}
