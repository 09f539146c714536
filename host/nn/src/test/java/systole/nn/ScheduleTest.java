package systole.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Schedules and early stopping: what changes with the epochs. */
class ScheduleTest {
    @Test
    void constantStays() {
        assertEquals(0.4, rate(Schedule.constant(0.4), 17.9));
    }

    @Test
    void stepsFallAfterSoManyEpochs() {
        Schedule schedule = Schedule.step(0.4, 3, 0.1);
        assertEquals(0.4, rate(schedule, 2.99), 1e-12);
        assertEquals(0.04, rate(schedule, 3), 1e-12);
        assertEquals(0.004, rate(schedule, 8.5), 1e-12);
    }

    @Test
    void exponentialsFallAfterEachEpoch() {
        assertEquals(0.4, rate(Schedule.exponential(0.4, 0.5), 0.9), 1e-12);
        assertEquals(0.05, rate(Schedule.exponential(0.4, 0.5), 3), 1e-12);
    }

    @Test
    void cosineFallsFromTheRateToNothing() {
        Schedule schedule = Schedule.cosine(0.4);
        assertEquals(0.4, rate(schedule, 0), 1e-12);
        assertEquals(0.2, rate(schedule, 10), 1e-12);
        assertEquals(0, rate(schedule, 20), 1e-12);
    }

    @Test
    void warmUpGrowsIntoAnother() {
        Schedule schedule = Schedule.warmUp(2, 0.1, Schedule.step(1, 3, 0.5));
        assertEquals(0.1, rate(schedule, 0), 1e-12);
        assertEquals(0.55, rate(schedule, 1), 1e-12);
        assertEquals(1, rate(schedule, 2), 1e-12);
        assertEquals(0.5, rate(schedule, 4), 1e-12);
    }

    @Test
    void plateausReduce() {
        Schedule schedule = Schedule.reduceOnPlateau(1, 0.1, 2);
        assertEquals(1, rate(schedule, 0));
        assertEquals(1, rate(schedule, 3, 5, 4, 4, 4), 1e-12);
        assertEquals(0.1, rate(schedule, 4, 5, 4, 4, 4, 4.0 * (1 - 1e-5)), 1e-12);
        assertEquals(0.1, rate(schedule, 6, 5, 4, 4, 4, 4, 4, 4), 1e-12);
        assertEquals(0.01, rate(schedule, 7, 5, 4, 4, 4, 4, 4, 4, 4), 1e-12);
        assertEquals(0.1, rate(schedule, 7, 5, 4, 4, 4, 4, 4, 3, 4), 1e-12);
    }

    @Test
    void stopsWithoutProgress() {
        Stopping stopping = Stopping.withoutProgress(2, 0.1);
        assertFalse(stopping.stops(List.of()));
        assertFalse(stopping.stops(List.of(1.0, 2.0)));
        assertTrue(stopping.stops(List.of(1.0, 2.0, 0.95)));
        assertFalse(stopping.stops(List.of(1.0, 2.0, 0.8)));
        assertFalse(stopping.stops(List.of(1.0, 0.8, 0.9)));
        assertTrue(stopping.stops(List.of(1.0, 0.8, 0.9, 0.75)));
        assertTrue(Stopping.withoutProgress(1, 0).stops(List.of(1.0, 1.0)));
        assertFalse(Stopping.NEVER.stops(List.of(1.0, 1.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> Stopping.withoutProgress(0, 0));
    }

    private static double rate(Schedule schedule, double epoch, double... losses) {
        return schedule.rate(new Schedule.Time(epoch, 20, DoubleStream.of(losses).boxed().toList()));
    }
}
