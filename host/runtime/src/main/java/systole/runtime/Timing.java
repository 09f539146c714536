package systole.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run's cycles went.
 *
 * @param total the counters at done
 * @param layers what each layer added to them, in the programs' order; their sum is the total
 * @param wall time that the device took from start to done
 */
public record Timing(Counters total, List<Counters> layers, Duration wall) {
    public Timing {
        layers = List.copyOf(layers);
    }

    /**
     * Splits a run by the snapshots that follow each layer. The layers overlap in the hardware: a layer is charged from the
     * last drain of the one before it to its own, the last one until done.
     *
     * @param total the counters at done
     * @param snapshots the counters after each layer's last drain, at least one
     * @param wall time from start to done
     */
    public static Timing ofSnapshots(Counters total, List<Counters> snapshots, Duration wall) {
        List<Counters> ends = new ArrayList<>(snapshots);
        ends.set(ends.size() - 1, total);
        List<Counters> layers = new ArrayList<>();
        Counters start = Counters.zero();
        for (Counters end : ends) {
            layers.add(end.minus(start));
            start = end;
        }
        return new Timing(total, layers, wall);
    }

    /** This run and, after it, that of another program. */
    public Timing then(Timing next) {
        return new Timing(total.plus(next.total), Stream.concat(layers.stream(), next.layers.stream()).toList(), wall.plus(next.wall));
    }

    /** The sum of two runs of the same network. */
    public Timing plus(Timing other) {
        List<Counters> sums = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            sums.add(layers.get(i).plus(other.layers.get(i)));
        }
        return new Timing(total.plus(other.total), sums, wall.plus(other.wall));
    }
}
