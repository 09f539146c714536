package systole.compiler.timing;

import systole.contract.BusConfiguration;
import systole.contract.Configuration;

/**
 * How rows of N bytes lie in beats, and beats in bursts.
 *
 * @param rowBytes bytes of a row
 * @param beatBytes bytes of a beat
 * @param blockBeats beats of a block: bursts end where a block does
 */
record BusGeometry(int rowBytes, int beatBytes, int blockBeats) {
    static BusGeometry of(Configuration configuration) {
        BusConfiguration bus = configuration.bus();
        return new BusGeometry(configuration.array().size(), bus.bytes(),
                Math.min(bus.burstBeats(), BusConfiguration.BOUNDARY_BYTES / bus.bytes()));
    }

    /** Rows that a beat holds at most. */
    int rowsPerBeat() {
        return Math.max(1, beatBytes / rowBytes);
    }

    /** Beats that a row takes at least. */
    int beatsPerRow() {
        return Math.max(1, rowBytes / beatBytes);
    }

    /** Which of the rows in its beat the row at that address is. */
    int lane(long address) {
        return (int) (address / rowBytes) & rowsPerBeat() - 1;
    }

    /** Which of the beats in its block the one that holds that address is. */
    int beatInBlock(long address) {
        return (int) (address / beatBytes) & blockBeats - 1;
    }

    /** Beats that hold a run. */
    long beatsOf(long address, int rows) {
        return Math.ceilDiv((long) lane(address) + rows, rowsPerBeat()) * beatsPerRow();
    }
}
