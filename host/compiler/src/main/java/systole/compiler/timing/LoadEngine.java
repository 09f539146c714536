package systole.compiler.timing;

import systole.contract.Configuration;
import systole.contract.LoadField;
import systole.contract.Progress;

/** LOAD or LOAD_WEIGHTS: requests run ahead of the data, across descriptors; rows are written one a cycle as their beats come. */
final class LoadEngine implements ReadClient {
    private final Clock clock;
    private final BusGeometry geometry;
    private final Fifo<Command> head;
    private final ProgressTimes progress;
    private final Progress counted;
    private final BurstRequests requests;
    private final Fifo<RowWalk> pending;
    private RowWalk rows;
    private long rowsFrom;
    private int beatsOfRow;
    private long lastWrite;

    /** The engine whose descriptors the progress counts. */
    LoadEngine(Clock clock, Configuration configuration, Fifo<Command> head, ProgressTimes progress, Progress counted) {
        this.clock = clock;
        this.head = head;
        this.progress = progress;
        this.counted = counted;
        geometry = BusGeometry.of(configuration);
        requests = new BurstRequests(clock, geometry);
        pending = new Fifo<>(clock, configuration.queueDepth());
    }

    @Override
    public int offered() {
        return requests.offered();
    }

    @Override
    public void granted() {
        requests.grant();
    }

    @Override
    public long accept() {
        if (beatsOfRow < geometry.beatsPerRow() - 1) {
            beatsOfRow++;
            return clock.now();
        }
        if (rows == null || clock.now() < rowsFrom) {
            return NOT_YET;
        }
        beatsOfRow = 0;
        int count = rows.rowsInBeat();
        rows.advance(count);
        return write(count);
    }

    /** Rows are written from this cycle on. Returns the cycle in which the last one leaves its beat. */
    private long write(int count) {
        lastWrite = clock.now() + count - 1;
        if (rows.done()) {
            progress.complete(counted, lastWrite + 1);
            rows = null;
            rowsFrom = lastWrite;
        }
        return lastWrite;
    }

    /** Whether a row is written in this cycle. */
    boolean writes() {
        return clock.now() <= lastWrite;
    }

    /** After this cycle's grants and beats. */
    void step() {
        requests.step();
        if (head.hasElement() && requests.ready() && pending.hasRoom() && progress.satisfy(head.peek())) {
            Runs runs = runs(head.pop());
            requests.start(runs);
            pending.push(new RowWalk(geometry, runs));
        }
        // The next walk enters in the cycle of the last one's last row.
        if (rows == null && clock.now() >= rowsFrom && pending.hasElement()) {
            rows = pending.pop();
            rowsFrom = clock.now() + 1;
        }
    }

    private static Runs runs(Command load) {
        return new Runs(load.getLong(LoadField.ADDRESS), load.get(LoadField.RUN), load.get(LoadField.INNER), load.get(LoadField.OUTER),
                load.getLong(LoadField.INNER_STEP), load.getLong(LoadField.OUTER_STEP));
    }
}
