package systole.compiler.timing;

import systole.contract.StoreField;

/**
 * The taps of a STORE, window after window and in each column after column. Windows that overlap sideways share columns: each takes only
 * those that the one before did not have. Rows below the tile are not walked, and of columns beside it a single tap.
 */
final class TapWalk {
    /** Columns of the widest window that shares them. */
    private static final int SHARED_COLUMNS = 4;

    private final Command store;
    private final int columns;
    private final int rows;
    private final int kernelColumns;
    private final int strideX;
    private final boolean shares;
    private int column;
    private int row;
    private int kernelRow;
    private int columnsLeft;
    /** The tap's column in the tile. */
    private int x;

    TapWalk(Command store) {
        this.store = store;
        columns = store.get(StoreField.COLUMNS);
        rows = store.get(StoreField.ROWS);
        kernelColumns = store.get(StoreField.KERNEL_COLUMNS);
        strideX = store.get(StoreField.STRIDE_X);
        shares = strideX > 0 && strideX < kernelColumns && kernelColumns <= SHARED_COLUMNS;
        beginRow();
    }

    private int y() {
        return store.get(StoreField.ORIGIN_Y) + row * store.get(StoreField.STRIDE_Y) + kernelRow;
    }

    private boolean columnExists() {
        return x >= 0 && x < store.get(StoreField.VALID_COLUMNS);
    }

    /** Whether the tap lies in the tile; others only take their cycle. */
    boolean exists() {
        int y = y();
        return columnExists() && y >= 0 && y < store.get(StoreField.VALID_ROWS);
    }

    int accumulatorRow() {
        return store.get(StoreField.ACCUMULATOR_BASE) + row * store.get(StoreField.ROW_STEP) + x - store.get(StoreField.ORIGIN_X)
                + kernelRow * store.get(StoreField.KERNEL_ROW_STEP);
    }

    private boolean endsColumn() {
        return kernelRow == store.get(StoreField.KERNEL_ROWS) - 1 || !columnExists() || y() >= store.get(StoreField.VALID_ROWS) - 1;
    }

    boolean endsWindow() {
        return columnsLeft == 1 && endsColumn();
    }

    void advance() {
        if (!endsColumn()) {
            kernelRow++;
            return;
        }
        kernelRow = 0;
        x++;
        if (--columnsLeft == 0) {
            endWindow();
        }
    }

    private void endWindow() {
        if (++column == columns) {
            row++;
            beginRow();
        } else if (shares) {
            columnsLeft = strideX;
        } else {
            columnsLeft = kernelColumns;
            x += strideX - kernelColumns;
        }
    }

    private void beginRow() {
        column = 0;
        columnsLeft = kernelColumns;
        x = store.get(StoreField.ORIGIN_X);
    }

    boolean done() {
        return row == rows;
    }
}
