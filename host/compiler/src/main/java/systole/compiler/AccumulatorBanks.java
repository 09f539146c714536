package systole.compiler;

/**
 * Hands out accumulator rows: to one bank and the other in turn, so that a tile accumulates while the one before drains, and in
 * a bank to rows that have rested longest.
 *
 * <p>A drain that has fallen two tiles behind finds its bank in use whenever its turn comes, and would stay behind for ever. So now and
 * then two tiles in a row have one bank, if it has room for both: the other bank's tile drains meanwhile, and this bank's first one
 * during the first pass of the second, which only writes.
 */
final class AccumulatorBanks {
    private static final int TURNS = 8;

    private final int bankRows;
    private final int[] next = new int[2];
    private int bank;
    private int turn;

    AccumulatorBanks(int bankRows) {
        this.bankRows = bankRows;
    }

    /** The first of that many rows; at most a bank has. */
    int take(int rows) {
        turn = (turn + 1) % TURNS;
        bank = turn == 0 && next[bank] + rows <= bankRows ? bank : 1 - bank;
        int row = next[bank] + rows <= bankRows ? next[bank] : 0;
        next[bank] = row + rows;
        return bank * bankRows + row;
    }
}
