package systole.runtime;

/** No device goes by the name, or the one that does cannot be used here. */
public final class NoSuchDeviceException extends DeviceException {
    private static final long serialVersionUID = 1L;

    public NoSuchDeviceException(String message) {
        super(message);
    }
}
