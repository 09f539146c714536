package systole.compiler.timing;

import systole.contract.Configuration;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Progress;

/** LOAD or LOAD_WEIGHTS: requests run ahead of the data, across descriptors; rows are written one a cycle as their beats come. */
final class LoadEngine implements ReadClient {
    private record Data(RowWalk rows, boolean toScratchpad) {
    }

    private final Clock clock;
    private final BusGeometry geometry;
    private final Fifo<Command> head;
    private final ProgressTimes progress;
    private final Progress counted;
    private final BurstRequests requests;
    private final Fifo<Data> pending;
    private Data data;
    private long dataFrom;
    private int beatsOfRow;
    private long lastScratchpadWrite;

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
        if (data == null || clock.now() < dataFrom) {
            return NOT_YET;
        }
        beatsOfRow = 0;
        int count = data.rows.rowsInBeat();
        data.rows.advance(count);
        return write(count);
    }

    /** Rows are written from this cycle on. Returns the cycle in which the last one leaves its beat. */
    private long write(int count) {
        long taken = clock.now() + count - 1;
        if (data.toScratchpad) {
            lastScratchpadWrite = taken;
        }
        if (data.rows.done()) {
            progress.complete(counted, taken + 1);
            data = null;
            dataFrom = taken;
        }
        return taken;
    }

    /** Whether a scratchpad row is written in this cycle. */
    boolean writesScratchpad() {
        return clock.now() <= lastScratchpadWrite;
    }

    /** After this cycle's grants and beats. */
    void step() {
        requests.step();
        if (head.hasElement() && requests.ready() && pending.hasRoom() && progress.satisfy(head.peek())) {
            Runs runs = runs(head.peek());
            requests.start(runs);
            boolean toScratchpad = head.pop().get(LoadField.MEMORY) == LocalMemory.SCRATCHPAD.code();
            pending.push(new Data(new RowWalk(geometry, runs), toScratchpad));
        }
        // The next walk enters in the cycle of the last one's last row.
        if (data == null && clock.now() >= dataFrom && pending.hasElement()) {
            data = pending.pop();
            dataFrom = clock.now() + 1;
        }
    }

    private static Runs runs(Command load) {
        return new Runs(load.getLong(LoadField.ADDRESS), load.get(LoadField.RUN), load.get(LoadField.INNER), load.get(LoadField.OUTER),
                load.getLong(LoadField.INNER_STEP), load.getLong(LoadField.OUTER_STEP));
    }
}
