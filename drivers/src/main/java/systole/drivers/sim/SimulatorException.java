package systole.drivers.sim;

import systole.runtime.DeviceException;

/** A simulator could not be opened, or its kernel broke a rule. The message is one line for the user. */
public final class SimulatorException extends DeviceException {
    private static final long serialVersionUID = 1;

    SimulatorException(String message) {
        super(message);
    }

    SimulatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
