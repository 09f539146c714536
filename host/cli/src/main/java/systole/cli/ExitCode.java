package systole.cli;

/** What the process ends with. */
final class ExitCode {
    /** Done; all that was compared is equal. */
    static final int OK = 0;
    /** A device and the reference differ. */
    static final int MISMATCH = 1;
    /** Wrong usage or bad input. */
    static final int USAGE = 2;
    /** No such device, or one that failed. */
    static final int DEVICE = 3;

    private ExitCode() {
    }
}
