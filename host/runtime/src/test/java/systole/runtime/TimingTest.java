package systole.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import systole.contract.Counter;

class TimingTest {
    @Test
    void layersAreDifferencesAndSumToTheTotal() {
        Timing timing = Timing.ofSnapshots(all(1000), List.of(all(300), all(700), all(950)), Duration.ofMillis(2));
        assertEquals(List.of(all(300), all(400), all(300)), timing.layers());
        assertEquals(timing.total(), timing.layers().stream().reduce(Counters.zero(), Counters::plus));
        Timing twice = timing.plus(timing);
        assertEquals(List.of(all(600), all(800), all(600)), twice.layers());
        assertEquals(all(2000), twice.total());
        assertEquals(Duration.ofMillis(4), twice.wall());
    }

    @Test
    void snapshotsAreReadInTheContractsOrder() {
        ByteBuffer memory = ByteBuffer.allocate(64 + Counter.snapshotBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (Counter counter : Counter.values()) {
            memory.putLong(64 + 8 * counter.ordinal(), 1L << 40 | counter.ordinal());
        }
        Counters counters = Counters.read(memory.order(ByteOrder.BIG_ENDIAN), 64);
        for (Counter counter : Counter.values()) {
            assertEquals(1L << 40 | counter.ordinal(), counters.get(counter));
        }
    }

    private static Counters all(long value) {
        return Counters.of(counter -> value);
    }
}
