package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocatorsTest {
    @Test
    void onChipBuffersFollowEachOtherAndWrap() {
        OnChipMemory memory = new OnChipMemory();
        assertEquals(OptionalInt.of(0), memory.allocate(40, 0, 100));
        assertEquals(OptionalInt.of(40), memory.allocate(40, 0, 100));
        assertEquals(OptionalInt.empty(), memory.allocate(40, 0, 100));
        memory.release(0);
        assertEquals(OptionalInt.of(80), memory.allocate(20, 0, 100));
        assertEquals(OptionalInt.of(0), memory.allocate(40, 0, 100));
        assertThrows(IllegalStateException.class, () -> memory.release(1));
    }

    @Test
    void onChipBuffersNeverOverlapAndNoGapIsMissed() {
        Random random = new Random(3);
        OnChipMemory memory = new OnChipMemory();
        Map<Integer, Integer> live = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            boolean[] used = new boolean[64];
            live.forEach((row, rows) -> Arrays.fill(used, row, row + rows, true));
            int rows = random.nextInt(1, 20);
            int from = random.nextInt(20);
            int to = random.nextInt(from + rows, 65);
            OptionalInt row = memory.allocate(rows, from, to);
            assertEquals(fits(used, rows, from, to), row.isPresent(), "turn " + i);
            if (row.isPresent()) {
                int end = row.getAsInt() + rows;
                assertTrue(row.getAsInt() >= from && end <= to && fits(used, rows, row.getAsInt(), end));
                live.put(row.getAsInt(), rows);
            }
            if (live.size() > 4 || row.isEmpty()) {
                Integer oldest = live.keySet().stream().skip(random.nextInt(Math.max(1, live.size()))).findFirst().orElse(null);
                if (oldest != null) {
                    memory.release(oldest);
                    live.remove(oldest);
                }
            }
        }
    }

    private static boolean fits(boolean[] used, int rows, int from, int to) {
        for (int start = from; start + rows <= to; start++) {
            boolean free = true;
            for (int row = start; row < start + rows; row++) {
                free &= !used[row];
            }
            if (free) {
                return true;
            }
        }
        return false;
    }

    @Test
    void lifetimesShareAddresses() {
        LifetimeMemory memory = new LifetimeMemory(100);
        memory.place(0, 60, 0, 1);
        assertEquals(-1, memory.find(50, 1, 2));
        assertEquals(0, memory.find(50, 2, 3));
        assertEquals(60, memory.find(40, 1, 2));
        assertTrue(memory.leaves(20, 60, 20, 1, 2));
        assertFalse(memory.leaves(21, 60, 20, 1, 2));
        assertEquals(60, memory.used());
    }

    @Test
    void accumulatorBanksAlternate() {
        AccumulatorBanks banks = new AccumulatorBanks(64);
        assertEquals(64, banks.take(40));
        assertEquals(0, banks.take(20));
        assertEquals(64, banks.take(40));
        assertEquals(20, banks.take(20));
    }

    @Test
    void aBankHasTwoTilesInARowNowAndThenIfTheyFit() {
        AccumulatorBanks banks = new AccumulatorBanks(64);
        List<Integer> rows = Stream.generate(() -> banks.take(10)).limit(9).toList();
        assertEquals(List.of(64, 0, 74, 10, 84, 20, 94, 104, 30), rows);
        AccumulatorBanks fullBanks = new AccumulatorBanks(64);
        assertEquals(List.of(64, 0, 64, 0, 64, 0, 64, 0, 64), Stream.generate(() -> fullBanks.take(40)).limit(9).toList());
    }
}
