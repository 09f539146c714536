package systole.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {
    private static final List<float[]> TENSORS = List.of(new float[] {1, 3, 5, 5}, new float[] {5, 7, 5, 5});

    @Test
    void measuresEachChannelOverPixelsAndImages() {
        ChannelStatistics statistics = ChannelStatistics.of(2, TENSORS);
        assertArrayEquals(new float[] {4, 5}, statistics.mean());
        assertArrayEquals(new float[] {5, 1e-6f}, statistics.variance(), 1e-9f);
    }

    @Test
    void measuresTensorsAsAWhole() {
        ChannelStatistics statistics = ChannelStatistics.of(1, TENSORS);
        assertArrayEquals(new float[] {4.5f}, statistics.mean());
        assertArrayEquals(new float[] {2.75f}, statistics.variance());
    }
}
