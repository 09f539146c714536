package systole.compiler.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.Opcode;
import systole.contract.Progress;
import systole.contract.StoreField;

/** Takes STORE and SNAPSHOT: after a pause for the parameters, a tap a cycle while rows are granted and places for vectors are free. */
final class DrainSequencer {
    private static final int PLACES = 32;
    /** Cycles from a tile's start to its first tap: eight parameter rows are read. */
    private static final int PREPARATION = 10;
    /** Cycles from a tap to its result's lookup, with which a tile is drained. */
    private static final int PIPELINE = 8;
    /** Cycles more where a residual is added. */
    private static final int ADDITION = 3;

    private final Clock clock;
    private final Configuration configuration;
    private final PerformanceCounters counters;
    private final Fifo<Command> head;
    private final ProgressTimes progress;
    private final ExecuteEngine execute;
    private final Fifo<Destination> destinations;
    private final Fifo<Integer> vectors;
    private final List<Map<Counter, Long>> snapshots = new ArrayList<>();
    private TapWalk taps;
    private int pipeline;
    private long freeFrom;
    private long pipelineEmptyFrom;
    private int snapshotRows;

    DrainSequencer(Clock clock, Configuration configuration, PerformanceCounters counters, Fifo<Command> head, ProgressTimes progress,
            ExecuteEngine execute, Fifo<Destination> destinations) {
        this.clock = clock;
        this.configuration = configuration;
        this.counters = counters;
        this.head = head;
        this.progress = progress;
        this.execute = execute;
        this.destinations = destinations;
        vectors = new Fifo<>(clock, PLACES);
    }

    /** The vectors for the router. */
    Fifo<Integer> vectors() {
        return vectors;
    }

    List<Map<Counter, Long>> snapshots() {
        return snapshots;
    }

    /** Before anything else in a cycle: a snapshot captures what was counted before it. */
    void step() {
        if (clock.now() < freeFrom) {
            return;
        }
        if (taps != null) {
            tap();
        } else if (snapshotRows > 0) {
            writeSnapshot();
        } else if (head.hasElement() && destinations.hasRoom() && progress.satisfy(head.peek())) {
            take(head.peek());
        }
    }

    private void take(Command command) {
        if (command.opcode() == Opcode.STORE) {
            destinations.push(Destination.ofStore(head.pop()));
            taps = new TapWalk(command);
            pipeline = PIPELINE + command.get(StoreField.RESIDUAL) * ADDITION;
            pauseUntil(clock.now() + PREPARATION);
        } else if (clock.now() >= pipelineEmptyFrom) {
            destinations.push(Destination.ofSnapshot(head.pop(), configuration));
            execute.count();
            snapshots.add(counters.after(clock.now() - 1));
            snapshotRows = Destination.snapshotRows(configuration);
            progress.complete(Progress.DRAIN, clock.now() + 1);
            pauseUntil(clock.now() + 1);
        }
    }

    private void pauseUntil(long cycle) {
        freeFrom = cycle;
        clock.wakeAt(cycle);
    }

    private void writeSnapshot() {
        if (vectors.hasRoom()) {
            vectors.push(1);
            snapshotRows--;
            clock.wakeAt(clock.now() + 1);
        }
    }

    private void tap() {
        if (!vectors.hasRoom()) {
            return;
        }
        clock.wakeAt(clock.now() + 1);
        boolean exists = taps.exists();
        if (exists && execute.occupiesBankOf(taps.accumulatorRow())) {
            return;
        }
        counters.add(Counter.DRAIN_BUSY, exists ? 1 : 0);
        if (taps.endsWindow()) {
            vectors.push(1, pipeline + 2); // the maximum takes a cycle, and the queue another
        }
        taps.advance();
        if (taps.done()) {
            taps = null;
            pipelineEmptyFrom = clock.now() + pipeline + 1;
            clock.wakeAt(pipelineEmptyFrom);
            progress.complete(Progress.DRAIN, pipelineEmptyFrom);
        }
    }
}
