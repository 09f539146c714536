package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThrows(StackOverflowError.class, () -> Workers.single().forEach(1, _ -> {
            throw new StackOverflowError();
        }));
    }

    /** Helpers that sleep meanwhile, or are at another thread's work, are not waited for. */
    @Test
    void severalThreadsAndTasksThemselvesMayShareWork() throws InterruptedException {
        try (Workers workers = Workers.of(3)) {
            AtomicInteger runs = new AtomicInteger();
            Runnable shares = () -> IntStream.range(0, 2_000).forEach(_ ->
                    workers.forEach(3, _ -> workers.forEach(2, _ -> runs.incrementAndGet())));
            Thread other = Thread.ofPlatform().start(shares);
            shares.run();
            other.join();
            assertEquals(24_000, runs.get());
            Thread.sleep(2);
            workers.forEach(5, _ -> runs.incrementAndGet());
            assertEquals(24_005, runs.get());
        }
    }

    @Test
    void interruptsAndAnEarlyCloseLeaveNoTaskOut() {
        Workers workers = Workers.of(2);
        AtomicInteger runs = new AtomicInteger();
        Thread.currentThread().interrupt();
        workers.forEach(1_000, _ -> runs.incrementAndGet());
        assertTrue(Thread.interrupted());
        workers.close();
        workers.forEach(1_000, _ -> runs.incrementAndGet());
        assertEquals(2_000, runs.get());
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
