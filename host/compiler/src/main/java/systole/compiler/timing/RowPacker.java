package systole.compiler.timing;

/** The write engine's beat register: rows gather in it, or a row leaves it beat by beat. */
final class RowPacker {
    /** @param bytes those that are written */
    record Beat(int bytes, boolean endsBurst) {
    }

    private final Clock clock;
    private final BusGeometry geometry;
    private boolean full;
    private long fullFrom;
    private int bytes;
    private int beatsLeft;
    private int beatInBlock;
    private boolean endsRun;

    RowPacker(Clock clock, BusGeometry geometry) {
        this.clock = clock;
        this.geometry = geometry;
    }

    /** After this cycle's beat has left. */
    boolean hasRoom() {
        return !full;
    }

    /** Takes the walk's current row. */
    void take(RowWalk rows) {
        bytes += Math.min(geometry.rowBytes(), geometry.beatBytes());
        if (rows.endsBeat()) {
            full = true;
            fullFrom = clock.now() + 1;
            beatsLeft = geometry.beatsPerRow();
            beatInBlock = rows.beatInBlock();
            endsRun = rows.endsRun();
            clock.wakeAt(fullFrom);
        }
    }

    boolean hasBeat() {
        return full && clock.now() >= fullFrom;
    }

    /** The beat leaves. */
    Beat sendBeat() {
        boolean endsBlock = beatInBlock++ == geometry.blockBeats() - 1;
        full = --beatsLeft > 0;
        Beat beat = new Beat(bytes, endsBlock || endsRun && !full);
        if (!full) {
            bytes = 0;
        }
        clock.wakeAt(clock.now() + 1);
        return beat;
    }
}
