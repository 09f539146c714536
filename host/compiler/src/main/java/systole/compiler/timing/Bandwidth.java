package systole.compiler.timing;

import java.util.OptionalInt;

/**
 * The bytes that memory can move in a cycle, both directions together: a cycle adds the rate, a beat takes its width, and an idle
 * memory saves up no more than a beat for each direction.
 */
final class Bandwidth {
    private final Clock clock;
    private final int rate;
    private final int beat;
    private final long most;
    private long saved;
    private long refilled;

    /** No rate sets no limit: a beat costs nothing then. */
    Bandwidth(Clock clock, OptionalInt rate, int beatBytes) {
        this.clock = clock;
        this.rate = rate.orElse(1);
        beat = rate.isPresent() ? beatBytes : 0;
        most = 2L * beat + this.rate;
        saved = most; // memory was idle before the program
    }

    /** Pays for a beat if there is enough; else asks for the cycle in which there will be, if nobody takes it before. */
    boolean take() {
        saved = Math.min(most, saved + rate * (clock.now() - refilled));
        refilled = clock.now();
        if (saved < beat) {
            clock.wakeAt(clock.now() + Math.ceilDiv(beat - saved, rate));
            return false;
        }
        saved -= beat;
        return true;
    }
}
