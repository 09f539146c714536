package systole.sim;

/** A simulator could not be built. The message is one line for the user: what failed and what to do. */
public final class SimulatorBuildException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulatorBuildException(String message) {
        super(message);
    }

    SimulatorBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
