package systole.sim;

import systole.runtime.DeviceException;

/** A simulator could not be built. The message is one line for the user: what failed and what to do. */
public final class SimulatorBuildException extends DeviceException {
    private static final long serialVersionUID = 1;

    SimulatorBuildException(String message) {
        super(message);
    }

    SimulatorBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
