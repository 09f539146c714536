package systole.compiler.timing;

/** The request side of an engine that moves runs: a walk over the runs, then the splitter that covers each with bursts. */
final class BurstRequests {
    private final Clock clock;
    private final BusGeometry geometry;
    private Runs runs;
    private long nextRun;
    private boolean walking;
    private long turnFrom;
    private boolean lastRun;
    private int beatInBlock;
    private long beatsLeft;
    private long burstFrom;

    BurstRequests(Clock clock, BusGeometry geometry) {
        this.clock = clock;
        this.geometry = geometry;
    }

    /** Beats of the burst that is offered in this cycle, 0 for none. */
    int offered() {
        return clock.now() < burstFrom ? 0 : (int) Math.min(beatsLeft, geometry.blockBeats() - beatInBlock);
    }

    /** The offered burst is taken. Returns whether it was the last one of the runs. */
    boolean grant() {
        beatsLeft -= offered();
        beatInBlock = 0;
        clock.wakeAt(clock.now() + 1);
        return beatsLeft == 0 && lastRun;
    }

    /** Ends the cycle: the splitter takes the next run if it is done with the last one. After {@link #grant}. */
    void step() {
        if (beatsLeft > 0 || !walking || clock.now() < turnFrom) {
            return;
        }
        long address = runs.addressOf(nextRun);
        beatInBlock = geometry.beatInBlock(address);
        beatsLeft = geometry.beatsOf(address, runs.rows());
        burstFrom = clock.now() + 1;
        clock.wakeAt(burstFrom);
        lastRun = ++nextRun == runs.count();
        walking = !lastRun;
    }

    /** Whether a walk may start in this cycle. After {@link #step}. */
    boolean ready() {
        return !walking;
    }

    void start(Runs next) {
        runs = next;
        nextRun = 0;
        walking = true;
        turnFrom = clock.now() + 1;
        clock.wakeAt(turnFrom);
    }
}
