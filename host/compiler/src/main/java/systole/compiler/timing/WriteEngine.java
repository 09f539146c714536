package systole.compiler.timing;

import systole.contract.Configuration;
import systole.contract.Counter;

/** The write channels: bursts are announced as soon as their job is known, rows gather into beats, memory acknowledges in order. */
final class WriteEngine {
    private final Clock clock;
    private final PerformanceCounters counters;
    private final BusGeometry geometry;
    private final int latency;
    private final CompletionOrder order;
    private final BurstRequests requests;
    private final Fifo<RowWalk> pending;
    /** For each unanswered burst whether it is its job's last. */
    private final Fifo<Boolean> unanswered;
    /** Bursts whose address memory has and whose data it wants. */
    private final Fifo<Integer> addressed;
    private final Fifo<Integer> answers;
    private final RowPacker packer;
    /** A beat that memory leaves; the others pass. */
    private final Fifo<RowPacker.Beat> waiting;
    private RowWalk rows;
    private long rowsFrom;
    private boolean beatPaid;
    private long latestAnswer;

    WriteEngine(Clock clock, Configuration configuration, PerformanceCounters counters, int latency, CompletionOrder order) {
        this.clock = clock;
        this.counters = counters;
        this.latency = latency;
        this.order = order;
        geometry = BusGeometry.of(configuration);
        requests = new BurstRequests(clock, geometry);
        pending = new Fifo<>(clock, configuration.queueDepth());
        unanswered = new Fifo<>(clock, configuration.bus().outstanding());
        addressed = Fifo.unbounded(clock);
        answers = Fifo.unbounded(clock);
        packer = new RowPacker(clock, geometry);
        waiting = new Fifo<>(clock, 1);
    }

    /** Memory pays for the next beat before it comes. Returns whether it took bandwidth. */
    boolean drive(Bandwidth bandwidth) {
        boolean taken = addressed.hasElement() && !beatPaid && bandwidth.take();
        beatPaid |= taken;
        return taken;
    }

    void step() {
        if (answers.hasElement()) {
            answers.pop();
            if (unanswered.pop()) {
                order.acknowledged();
            }
        }
        sendBeat();
        announceBurst();
        requests.step();
        startRows();
    }

    private void announceBurst() {
        if (requests.offered() > 0 && unanswered.hasRoom()) {
            addressed.push(requests.offered(), 2); // offered in the next cycle, and then in memory's hands
            unanswered.push(requests.grant());
        }
    }

    private void sendBeat() {
        if (packer.hasBeat() && waiting.hasRoom()) {
            waiting.push(packer.sendBeat(), 0);
        }
        if (!waiting.hasElement() || !addressed.hasElement() || !beatPaid) {
            return;
        }
        beatPaid = false;
        RowPacker.Beat beat = waiting.pop();
        counters.add(Counter.BYTES_WRITTEN, beat.bytes());
        if (beat.endsBurst()) {
            addressed.pop();
            latestAnswer = Math.max(clock.now() + latency, latestAnswer + 1);
            answers.push(1, latestAnswer - clock.now());
        }
    }

    private void startRows() {
        if (rows == null && pending.hasElement()) {
            rows = pending.pop();
            rowsFrom = clock.now() + 1;
        }
    }

    /** Whether a job may start in this cycle. */
    boolean ready() {
        return requests.ready() && pending.hasRoom();
    }

    void start(Runs runs) {
        requests.start(runs);
        pending.push(new RowWalk(geometry, runs));
    }

    /** Takes the oldest unfinished job's next row, if there is room for it. After {@link #step}. */
    boolean acceptRow() {
        if (rows == null || clock.now() < rowsFrom || !packer.hasRoom()) {
            return false;
        }
        packer.take(rows);
        rows.advance(1);
        if (rows.done()) {
            rows = null;
            startRows();
        }
        return true;
    }
}
