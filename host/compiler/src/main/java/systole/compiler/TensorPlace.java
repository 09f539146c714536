package systole.compiler;

import java.util.Optional;

/** Where a tensor lives while the program runs, and how much of it the stores dispatched so far make. */
final class TensorPlace {
    private final Optional<Buffer> onChip;
    private final Optional<TensorLayout> inDevice;
    private int dispatchedRows;

    private TensorPlace(Optional<Buffer> onChip, Optional<TensorLayout> inDevice, int dispatchedRows) {
        this.onChip = onChip;
        this.inDevice = inDevice;
        this.dispatchedRows = dispatchedRows;
    }

    /** A tensor that a layer will store; at least one place is present. Readers take it from the scratchpad where it is there. */
    static TensorPlace stored(Optional<Buffer> onChip, Optional<TensorLayout> inDevice) {
        return new TensorPlace(onChip, inDevice, 0);
    }

    /** A tensor that the host wrote. */
    static TensorPlace given(TensorLayout layout) {
        return new TensorPlace(Optional.empty(), Optional.of(layout), Integer.MAX_VALUE);
    }

    /** The tensor's rows in the scratchpad, in blocked layout. */
    Optional<Buffer> onChip() {
        return onChip;
    }

    Optional<TensorLayout> inDevice() {
        return inDevice;
    }

    void storeDispatched(int rows) {
        dispatchedRows = rows;
    }

    /** Whether the stores of all rows before {@code bottom} are dispatched. */
    boolean has(int bottom) {
        return dispatchedRows >= bottom;
    }
}
