package systole.drivers.xrt;

import systole.runtime.DeviceException;

/** A function of the Xilinx Runtime failed, or a card is not what it should be. The message is one line for the user. */
public final class XrtException extends DeviceException {
    private static final long serialVersionUID = 1;

    public XrtException(String message) {
        super(message);
    }

    public XrtException(String message, Throwable cause) {
        super(message, cause);
    }
}
