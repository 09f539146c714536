package systole.onnx;

/** A model or tensor that cannot be read or executed; the message is one line that names it, the value and why. */
public class OnnxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public OnnxException(String message) {
        super(message);
    }
}
