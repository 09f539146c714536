package systole.compiler.timing;

import java.util.ArrayDeque;
import java.util.Optional;
import systole.contract.ArrayConfiguration;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.Progress;

/** EXECUTE: two cycles to start, then a slot a cycle. A tile's cycles are known when it is taken, so nothing happens within it. */
final class ExecuteEngine {
    private static final int START_CYCLES = 2;

    private final Clock clock;
    private final PerformanceCounters counters;
    private final Fifo<Command> head;
    private final ProgressTimes progress;
    private final int minimumPass;
    /** Cycles from a vector's slot to the announcement of its sums at the accumulator. */
    private final int announcement;
    private final int bankShift;
    /** Tiles with slots to come or sums on their way, the latest one last. */
    private final ArrayDeque<ExecuteTile> tiles = new ArrayDeque<>();
    private long freeFrom;
    private Optional<Counter> stall = Optional.empty();
    private long counted;

    ExecuteEngine(Clock clock, Configuration configuration, PerformanceCounters counters, Fifo<Command> head, ProgressTimes progress) {
        this.clock = clock;
        this.counters = counters;
        this.head = head;
        this.progress = progress;
        ArrayConfiguration array = configuration.array();
        minimumPass = array.minimumPass();
        int arrayLatency = array.peRows() + 1 + array.peColumns() - 1;
        announcement = 1 + arrayLatency;
        bankShift = Integer.numberOfTrailingZeros(configuration.memory().accumulatorBankRows());
    }

    /** Counts the cycles up to this one, which is not counted. */
    void count() {
        long now = clock.now();
        stall.ifPresent(counter -> counters.add(counter, now - counted));
        for (ExecuteTile tile : tiles) {
            long vectors = tile.vectorsBefore(now) - tile.vectorsBefore(counted);
            counters.add(Counter.ARRAY_BUSY, vectors);
            counters.add(Counter.STALL_WEIGHTS, tile.slotsBefore(now) - tile.slotsBefore(counted) - vectors);
        }
        counted = now;
    }

    void step() {
        count();
        while (!tiles.isEmpty() && clock.now() > tiles.getFirst().end() + announcement) {
            tiles.removeFirst();
        }
        stall = Optional.empty();
        if (clock.now() < freeFrom || !head.hasElement()) {
            return;
        }
        if (progress.satisfy(head.peek())) {
            start(head.pop());
        } else {
            stall = Optional.of(cause(head.peek()));
        }
    }

    private void start(Command command) {
        ExecuteTile tile = ExecuteTile.of(command, clock.now() + START_CYCLES, minimumPass);
        tiles.addLast(tile);
        freeFrom = tile.end();
        clock.wakeAt(freeFrom);
        // The sums leave a cycle after their announcement, completion is told then and counted a cycle later.
        progress.complete(Progress.EXECUTE, tile.lastVector() + announcement + 2);
    }

    private Counter cause(Command command) {
        if (!progress.reached(Progress.LOAD, command)) {
            return Counter.STALL_LOAD;
        }
        return progress.reached(Progress.WEIGHTS, command) ? Counter.STALL_STORE : Counter.STALL_WEIGHTS;
    }

    /** Whether the array reads sums of the row's accumulator bank in this cycle: the drain has to wait then. */
    boolean occupiesBankOf(int row) {
        long slot = clock.now() - announcement;
        for (ExecuteTile tile : tiles) {
            if (tile.readsAccumulator(slot)) {
                return bank(tile.accumulatorRow(slot)) == bank(row);
            }
        }
        return false;
    }

    private int bank(int row) {
        return row >> bankShift & 1;
    }
}
