package systole.onnx.model;

import java.util.OptionalInt;

/**
 * What a model says of one extent of a tensor.
 *
 * @param size where it is fixed, at least 0
 * @param symbol a name for an extent that is left open, as in {@code batch}; may be empty
 */
public record Dimension(OptionalInt size, String symbol) {
    /** {@code 224}, {@code batch} or {@code ?}. */
    @Override
    public String toString() {
        return size.isPresent() ? String.valueOf(size.getAsInt()) : symbol.isEmpty() ? "?" : symbol;
    }
}
