package systole.models.data;

/** A file that does not hold the data it should; one line that names the file, what is wrong with it, and what is needed. */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }
}
