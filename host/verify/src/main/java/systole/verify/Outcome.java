package systole.verify;

/** What came of a case. */
public sealed interface Outcome {
    /**
     * Every byte on every device is the reference's.
     *
     * @param tensors compared, of all devices together
     * @param bytes of those tensors
     */
    record Equal(int tensors, long bytes) implements Outcome {
        static final Equal NOTHING = new Equal(0, 0);

        Equal plus(Equal other) {
            return new Equal(tensors + other.tensors, bytes + other.bytes);
        }
    }

    /**
     * The compiler says that the network does not fit the accelerator.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Outcome {
    }

    /**
     * A device differs from the reference, or stopped with an error; or the compiler broke down.
     *
     * @param device its name
     * @param reason one line: the first byte that differs, or the error
     */
    record Failed(String device, String reason) implements Outcome {
    }
}
