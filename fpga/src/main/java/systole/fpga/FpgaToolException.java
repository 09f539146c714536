package systole.fpga;

import systole.runtime.DeviceException;

/** An FPGA tool is missing or failed. The message is one line for the user: which, and what to do. */
public final class FpgaToolException extends DeviceException {
    private static final long serialVersionUID = 1;

    FpgaToolException(String message) {
        super(message);
    }

    FpgaToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
