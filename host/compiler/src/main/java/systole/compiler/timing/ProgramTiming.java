package systole.compiler.timing;

import java.util.List;
import java.util.Map;
import systole.contract.Counter;

/**
 * The predicted counters of a run.
 *
 * @param total every counter at done
 * @param snapshots every counter as each SNAPSHOT of the program captures it, in the program's order
 */
public record ProgramTiming(Map<Counter, Long> total, List<Map<Counter, Long>> snapshots) {
    public ProgramTiming {
        total = Map.copyOf(total);
        snapshots = snapshots.stream().map(Map::copyOf).toList();
    }
}
