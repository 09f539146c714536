package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantisedWeightsTest {
    @Test
    void eachChannelIsScaledByItsLargestMagnitude() {
        QuantisedWeights weights = perChannel(new float[] {-2.54f, 1.27f, 0.0f, 12.7f}, new float[] {1, -3}, 0.5f);
        assertArrayEquals(new byte[] {-127, 64, 0, 127}, weights.values());
        assertArrayEquals(new float[] {2.54f / 127, 12.7f / 127}, weights.scales());
        assertArrayEquals(new int[] {100, -60}, weights.biases());
    }

    @Test
    void neverUsesMinus128() {
        QuantisedWeights weights = perChannel(new float[] {-1, 1}, new float[] {0}, 1);
        assertArrayEquals(new byte[] {-127, 127}, weights.values());
    }

    @Test
    void aChannelOfZerosKeepsItsBias() {
        QuantisedWeights weights = perChannel(new float[] {0, 0}, new float[] {3}, 0.01f);
        double bias = (double) weights.biases()[0] * weights.scales()[0] * 0.01f;
        assertEquals(3, bias, 1e-5);
        assertTrue(weights.biases()[0] <= 1 << 30);
        assertEquals(1, perChannel(new float[] {0}, new float[] {0}, 0.01f).scales()[0]);
    }

    @Test
    void outputScalesRoundEachStepToFloat() {
        QuantisedWeights weights = new QuantisedWeights(new byte[1], new float[] {0.1f}, new int[1]);
        assertEquals((float) ((float) ((double) 0.3f * 0.1f) / (double) 0.7f), weights.outputScales(0.3f, 0.7f)[0]);
    }

    @Test
    void aWholeLayerIsScaledByItsLargestMagnitude() {
        LayerWeights layer = LayerWeights.outermost(new float[] {-2.54f, 1.27f, 0.0f, 12.7f, 0, 0}, new float[] {1, -3, 0});
        QuantisedWeights weights = QuantisedWeights.of(layer, 0.5f, WeightGranularity.PER_TENSOR);
        assertArrayEquals(new byte[] {-25, 13, 0, 127, 0, 0}, weights.values());
        assertArrayEquals(new float[] {0.1f, 0.1f, 0.1f}, weights.scales());
        assertArrayEquals(new int[] {20, -60, 0}, weights.biases());
        double signal = 2.54 * 2.54 + 1.27 * 1.27 + 12.7 * 12.7;
        assertEquals(10 * Math.log10(signal / (0.04 * 0.04 + 0.03 * 0.03)), weights.signal(layer).decibels(), 0.01);
    }

    private static QuantisedWeights perChannel(float[] weights, float[] biases, float inputScale) {
        return QuantisedWeights.of(LayerWeights.outermost(weights, biases), inputScale, WeightGranularity.PER_CHANNEL);
    }
}
