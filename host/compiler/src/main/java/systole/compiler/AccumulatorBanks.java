package systole.compiler;

/**
 * Hands out accumulator rows: to one bank and the other in turn, so that a tile accumulates while the one before drains, and in
 * a bank to rows that have rested longest.
 */
final class AccumulatorBanks {
    private final int bankRows;
    private final int[] next = new int[2];
    private int bank;

    AccumulatorBanks(int bankRows) {
        this.bankRows = bankRows;
    }

    /** The first of that many rows; at most a bank has. */
    int take(int rows) {
        bank = 1 - bank;
        int row = next[bank] + rows <= bankRows ? next[bank] : 0;
        next[bank] = row + rows;
        return bank * bankRows + row;
    }
}
