package systole.compiler.timing;

/** The data side of an engine that moves runs: which rows share a beat, and where beats, bursts and runs end. */
final class RowWalk {
    private final BusGeometry geometry;
    private final Runs runs;
    private long runAddress;
    private long run;
    private int row;

    RowWalk(BusGeometry geometry, Runs runs) {
        this.geometry = geometry;
        this.runs = runs;
        runAddress = runs.address();
    }

    private long address() {
        return runAddress + (long) row * geometry.rowBytes();
    }

    /** Rows from this one to the end of its beat. */
    int rowsInBeat() {
        return Math.min(geometry.rowsPerBeat() - geometry.lane(address()), runs.rows() - row);
    }

    /** Whether this row is the last one of its beat. */
    boolean endsBeat() {
        return rowsInBeat() == 1;
    }

    /** Whether this row is the last one of its run. */
    boolean endsRun() {
        return row == runs.rows() - 1;
    }

    /** The place in its block of the beat in which this row begins. */
    int beatInBlock() {
        return geometry.beatInBlock(address());
    }

    void advance(int rows) {
        row += rows;
        if (row == runs.rows()) {
            row = 0;
            runAddress = runs.addressOf(++run);
        }
    }

    boolean done() {
        return run == runs.count();
    }
}
