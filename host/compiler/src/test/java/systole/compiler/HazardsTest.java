package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.Opcode;
import systole.contract.Progress;

/** Random accesses: the waits must imply that every conflicting access before has completed, and name no other. */
class HazardsTest {
    /** A dispatched descriptor, its number on its engine, and what must have completed when it starts. */
    private record Access(Opcode opcode, Footprint footprint, int step, int[] before) {
    }

    private static final int MEMORY = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void waitsAreEnoughAndNeeded(long seed) {
        Random random = new Random(seed);
        Hazards hazards = new Hazards();
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Opcode opcode = Opcode.values()[random.nextInt(4)];
            Footprint footprint = new Footprint(spans(random), spans(random));
            Map<Progress, Integer> waits = hazards.dispatch(opcode, footprint);
            int[] needed = conflicts(accesses, opcode, footprint);
            int[] known = knownToPredecessors(accesses, opcode);
            waits.forEach((progress, steps) -> {
                assertTrue(steps <= needed[progress.ordinal()], () -> progress + " is awaited without need");
                reach(accesses, progress, steps, known);
            });
            for (Progress progress : Progress.values()) {
                assertTrue(known[progress.ordinal()] >= needed[progress.ordinal()],
                        () -> "seed %d: %s does not wait for %s %d".formatted(seed, opcode, progress, needed[progress.ordinal()]));
            }
            accesses.add(new Access(opcode, footprint, hazards.dispatched(Hazards.readsDone(opcode)), known));
        }
        assertEquals(300, accesses.size());
    }

    /** An engine starts its descriptors in order, so what one waited for has completed for the next ones too. */
    private static int[] knownToPredecessors(List<Access> accesses, Opcode opcode) {
        return accesses.stream().filter(access -> access.opcode.engine() == opcode.engine())
                .reduce((first, second) -> second).map(access -> access.before.clone()).orElse(new int[Progress.values().length]);
    }

    private static List<Span> spans(Random random) {
        Spans spans = new Spans();
        for (int i = random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(MEMORY);
            spans.add(Space.values()[random.nextInt(3)], from, random.nextInt(1, MEMORY - from + 1));
        }
        return spans.merged();
    }

    /** By brute force: the last step of each counter that conflicts and is not of the same engine. */
    private static int[] conflicts(List<Access> accesses, Opcode opcode, Footprint footprint) {
        int[] needed = new int[Progress.values().length];
        for (Access access : accesses) {
            if (access.opcode.engine() != opcode.engine()) {
                if (overlap(access.footprint.writes(), footprint.reads()) || overlap(access.footprint.writes(), footprint.writes())) {
                    needed[Hazards.writesDone(access.opcode).ordinal()] = access.step;
                }
                if (overlap(access.footprint.reads(), footprint.writes())) {
                    needed[Hazards.readsDone(access.opcode).ordinal()] = access.step;
                }
            }
        }
        return needed;
    }

    private static boolean overlap(List<Span> some, List<Span> others) {
        return some.stream().anyMatch(span -> others.stream().anyMatch(span::overlaps));
    }

    /** Everything that has completed once a counter has reached a number: those steps, and what they and theirs waited for. */
    private static void reach(List<Access> accesses, Progress progress, int steps, int[] known) {
        known[progress.ordinal()] = Math.max(known[progress.ordinal()], steps);
        for (Access access : accesses) {
            if (access.opcode.engine() == progress.engine() && access.step <= steps) {
                for (int i = 0; i < known.length; i++) {
                    known[i] = Math.max(known[i], access.before[i]);
                }
                if (progress == Progress.STORE) {
                    known[Progress.DRAIN.ordinal()] = Math.max(known[Progress.DRAIN.ordinal()], access.step);
                }
            }
        }
    }
}
