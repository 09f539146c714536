package systole.onnx;

/** A model or tensor that cannot be read or executed; the message is one line that names it, the value and why, whatever names the model has. */
public class OnnxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    /** Characters that are kept of a message's beginning, and of its end, which tells why. */
    private static final int KEPT = 1_000;

    public OnnxException(String message) {
        super(shortened(message.replaceAll("\\p{Cntrl}+", " ")));
    }

    private static String shortened(String line) {
        return line.length() <= 2 * KEPT ? line : line.substring(0, KEPT) + " ... " + line.substring(line.length() - KEPT);
    }
}
