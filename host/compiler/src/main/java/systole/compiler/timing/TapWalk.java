package systole.compiler.timing;

import systole.contract.StoreField;

/** The taps of a STORE, window after window. */
final class TapWalk {
    private final int columns;
    private final int rows;
    private final int kernelColumns;
    private final int kernelRows;
    private final Command store;
    private int column;
    private int row;
    private int kernelColumn;
    private int kernelRow;

    TapWalk(Command store) {
        this.store = store;
        columns = store.get(StoreField.COLUMNS);
        rows = store.get(StoreField.ROWS);
        kernelColumns = store.get(StoreField.KERNEL_COLUMNS);
        kernelRows = store.get(StoreField.KERNEL_ROWS);
    }

    /** Whether the tap lies in the tile; others only take their cycle. */
    boolean exists() {
        int x = store.get(StoreField.ORIGIN_X) + column * store.get(StoreField.STRIDE_X) + kernelColumn;
        int y = store.get(StoreField.ORIGIN_Y) + row * store.get(StoreField.STRIDE_Y) + kernelRow;
        return x >= 0 && x < store.get(StoreField.VALID_COLUMNS) && y >= 0 && y < store.get(StoreField.VALID_ROWS);
    }

    int accumulatorRow() {
        return store.get(StoreField.ACCUMULATOR_BASE) + row * store.get(StoreField.ROW_STEP) + column * store.get(StoreField.STRIDE_X)
                + kernelRow * store.get(StoreField.KERNEL_ROW_STEP) + kernelColumn;
    }

    boolean endsWindow() {
        return kernelColumn == kernelColumns - 1 && kernelRow == kernelRows - 1;
    }

    void advance() {
        if (++kernelColumn == kernelColumns) {
            kernelColumn = 0;
            if (++kernelRow == kernelRows) {
                kernelRow = 0;
                if (++column == columns) {
                    column = 0;
                    row++;
                }
            }
        }
    }

    boolean done() {
        return row == rows;
    }
}
