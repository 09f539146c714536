package systole.compiler;

import java.util.Arrays;
import java.util.Optional;
import systole.contract.Region;

/** Blocks of one map size that lie in one piece while the program runs, and how much of them the stores dispatched so far make. */
final class Storage {
    /** A byte offset in a region of device memory. */
    record DevicePlace(Region region, long offset) {
    }

    private final int blockVectors;
    private final Optional<Buffer> onChip;
    private final Optional<DevicePlace> inDevice;
    private final int[] dispatchedRows; // by block

    /** Room for that many blocks of so many vectors each; at least one place is present. */
    Storage(int blocks, int blockVectors, Optional<Buffer> onChip, Optional<DevicePlace> inDevice) {
        this.blockVectors = blockVectors;
        this.onChip = onChip;
        this.inDevice = inDevice;
        dispatchedRows = new int[blocks];
    }

    /** Vectors of a block: pixels of a map of all images. */
    int blockVectors() {
        return blockVectors;
    }

    Optional<Buffer> onChip() {
        return onChip;
    }

    Optional<DevicePlace> inDevice() {
        return inDevice;
    }

    /** The stores of all rows of a block before {@code rows} are dispatched; rows count through all images. */
    void storeDispatched(int block, int rows) {
        dispatchedRows[block] = rows;
    }

    /** Whether the stores of all rows before {@code bottom} are dispatched in all those blocks. */
    boolean has(int firstBlock, int endBlock, int bottom) {
        return Arrays.stream(dispatchedRows, firstBlock, endBlock).allMatch(rows -> rows >= bottom);
    }
}
