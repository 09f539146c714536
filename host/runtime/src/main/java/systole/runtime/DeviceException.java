package systole.runtime;

/** A device that cannot be opened or stopped with an error; the message is one line with the thing, the value and the remedy. */
public class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
