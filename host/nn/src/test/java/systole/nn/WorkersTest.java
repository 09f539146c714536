package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyTaskRunsOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int count : new int[] {0, 1, 2, 6, 7, 8, 101}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                workers.forEach(count, runs::incrementAndGet);
                assertTrue(IntStream.range(0, count).allMatch(i -> runs.get(i) == 1), runs.toString());
                AtomicIntegerArray ranged = new AtomicIntegerArray(count);
                workers.forRanges(count, 1 << 20, (from, to) -> IntStream.range(from, to).forEach(ranged::incrementAndGet));
                assertTrue(IntStream.range(0, count).allMatch(i -> ranged.get(i) == 1), ranged.toString());
            }
        }
    }

    @Test
    void littleWorkIsNotCut() {
        try (Workers workers = Workers.of(4)) {
            List<List<Integer>> parts = new ArrayList<>();
            workers.forRanges(10, 3, (from, to) -> parts.add(List.of(from, to)));
            assertEquals(List.of(List.of(0, 10)), parts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void errorsComeThrough(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int failing = 0; failing < 5; failing++) {
                int task = failing;
                assertEquals("task " + task, assertThrows(IllegalStateException.class, () -> workers.forEach(5, index -> {
                    if (index == task) {
                        throw new IllegalStateException("task " + index);
                    }
                })).getMessage());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,32,4", "31,32,4", "33,32,4", "100,32,3", "97,1,8", "5,1,8"})
    void cutsAreWholeUnitsWithoutGaps(int extent, int unit, int wanted) {
        Cut cut = Cut.of(extent, unit, wanted);
        int[] ends = IntStream.range(0, cut.parts()).map(cut::to).toArray();
        assertArrayEquals(ends, IntStream.concat(IntStream.range(1, cut.parts()).map(cut::from), IntStream.of(extent)).toArray());
        assertTrue(IntStream.range(0, cut.parts()).allMatch(part -> cut.from(part) % unit == 0 && cut.from(part) < cut.to(part)), cut.toString());
    }
}
