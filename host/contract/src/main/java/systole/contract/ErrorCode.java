package systole.contract;

/** Why a program ended early: the value of the ERROR register's low byte. */
public enum ErrorCode {
    NONE(0, "the program ran to its end"),
    BAD_OPCODE(1, "the descriptor's opcode is not known"),
    BAD_COUNT(2, "a count that must be at least 1 is 0"),
    BAD_WAIT(3, "the descriptor waits for more steps than were dispatched before it"),
    BAD_REGION(4, "the descriptor's region or on-chip memory is not known, or not the engine's"),
    MISALIGNED(5, "an address or step is not a multiple of what it must be"),
    READ_FAILED(6, "the memory answered a read with an error"),
    WRITE_FAILED(7, "the memory answered a write with an error"),
    WATCHDOG(8, "nothing happened for as many cycles as the WATCHDOG register says"),
    BAD_WINDOW(9, "a residual is added in a window that is not 1x1 with strides of 1");

    private final int code;
    private final String description;

    ErrorCode(int code, String description) {
        this.code = code;
        this.description = description;
    }

    /** The register's value. */
    public int code() {
        return code;
    }

    /** One sentence without a full stop. */
    public String description() {
        return description;
    }

    /** The error with that code; throws {@link IllegalArgumentException} where there is none. */
    public static ErrorCode of(int code) {
        for (ErrorCode error : values()) {
            if (error.code == code) {
                return error;
            }
        }
        throw new IllegalArgumentException("no error has code " + code);
    }
}
