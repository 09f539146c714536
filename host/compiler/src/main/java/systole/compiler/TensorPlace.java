package systole.compiler;

import java.util.Arrays;
import java.util.Optional;

/** Where a tensor lives while the program runs, and how much of it the stores dispatched so far make. */
final class TensorPlace {
    private final Optional<Buffer> onChip;
    private final Optional<TensorLayout> inDevice;
    private final int[] dispatchedRows; // by block

    private TensorPlace(Optional<Buffer> onChip, Optional<TensorLayout> inDevice, int[] dispatchedRows) {
        this.onChip = onChip;
        this.inDevice = inDevice;
        this.dispatchedRows = dispatchedRows;
    }

    /** A tensor that a layer will store; at least one place is present. Readers take it from the scratchpad where it is there. */
    static TensorPlace stored(int blocks, Optional<Buffer> onChip, Optional<TensorLayout> inDevice) {
        return new TensorPlace(onChip, inDevice, new int[blocks]);
    }

    /** A tensor that the host wrote. */
    static TensorPlace given(TensorLayout layout) {
        return new TensorPlace(Optional.empty(), Optional.of(layout), new int[0]);
    }

    /** The tensor's rows in the scratchpad, in blocked layout. */
    Optional<Buffer> onChip() {
        return onChip;
    }

    Optional<TensorLayout> inDevice() {
        return inDevice;
    }

    /** The stores of all rows of a block before {@code rows} are dispatched. */
    void storeDispatched(int block, int rows) {
        dispatchedRows[block] = rows;
    }

    /** Whether the stores of all rows before {@code bottom} are dispatched in those blocks. */
    boolean has(Chunk.Extent blocks, int bottom) {
        return dispatchedRows.length == 0
                || Arrays.stream(dispatchedRows, blocks.first(), blocks.end()).allMatch(rows -> rows >= bottom);
    }
}
