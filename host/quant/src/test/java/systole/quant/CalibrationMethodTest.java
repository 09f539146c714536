package systole.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationMethodTest {
    private static final CalibrationMethod[] METHODS = {new CalibrationMethod.MinMax(), new CalibrationMethod.Percentile(99.9),
            new CalibrationMethod.Entropy(), new CalibrationMethod.SquaredError()};
    private final Random random = new Random(12);

    @Test
    void aPercentileCutsBothEndsAlike() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i - 5_000;
        }
        Range range = new CalibrationMethod.Percentile(98).range(histogram(values));
        assertEquals(-4_900, range.low(), 3, "a hundredth of the values lies below");
        assertEquals(4_900, range.high(), 3);
        assertEquals(new Range(-5_000, 5_000), new CalibrationMethod.Percentile(100).range(histogram(values)));
    }

    /** The best threshold of 256 levels for a normal distribution is known: a uniform quantiser's step is 0.0308 deviations (Max, 1960). */
    @Test
    void theSquaredErrorsThresholdIsTheBestUniformQuantisers() {
        Range range = new CalibrationMethod.SquaredError().range(histogram(normal(400_000)));
        assertEquals(0.0308 * 128, range.high(), 0.2);
        assertEquals(-0.0308 * 128, range.low(), 0.2);
    }

    /**
     * Of 100,000 normal values one is 60. Up to t the squared error is about (60 - t)^2 + 100,000 ((t + 4.3)/255)^2 / 12, least at 52.7. What
     * counts values and not their size gives the outlier up.
     */
    @Test
    void anOutlierCountsByItsSizeOrAsOneValue() {
        float[] values = normal(100_000);
        values[17] = 60;
        assertEquals(60, new CalibrationMethod.MinMax().range(histogram(values)).high());
        assertEquals(52.7, new CalibrationMethod.SquaredError().range(histogram(values)).high(), 2);
        assertEquals(4.2, new CalibrationMethod.Entropy().range(histogram(values)).high(), 0.7);
        assertEquals(3.29, new CalibrationMethod.Percentile(99.9).range(histogram(values)).high(), 0.2);
    }

    /** Int8 represents 256 levels without loss, so clipping any of them must look worse to whatever measures loss. */
    @Test
    void nothingIsClippedWhereNothingIsLost() {
        float[] values = new float[256_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 256 - 128) / 128f;
        }
        assertEquals(new Range(-1, 127 / 128f), new CalibrationMethod.SquaredError().range(histogram(values)));
        Range entropy = new CalibrationMethod.Entropy().range(histogram(values));
        assertTrue(entropy.high() > 0.95, "entropy chose " + entropy);
    }

    @Test
    void rangesStartAt0WhereNothingIsNegative() {
        float[] values = normal(50_000);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        for (CalibrationMethod method : METHODS) {
            Range range = method.range(histogram(values));
            assertEquals(0, range.low(), method.toString());
            assertTrue(range.high() > 2, method + " chose " + range);
        }
    }

    @Test
    void zerosAloneAndSingleValuesHaveARange() {
        for (CalibrationMethod method : METHODS) {
            assertEquals(new Range(0, 0), method.range(histogram(new float[9])), method.toString());
            for (float value : new float[] {-3, 1e-30f, Float.MIN_VALUE, 3e38f}) {
                Range range = method.range(histogram(new float[] {value}));
                float kept = range.quantisation().dequantise(range.quantisation().quantise(value));
                assertTrue(range.high() - range.low() <= Math.abs(value), method + " chose " + range);
                assertTrue(Math.abs(value) < 1e-35 || Math.abs(kept - value) <= 0.02f * Math.abs(value), method + " makes " + kept + " of " + value);
            }
        }
    }

    @Test
    void binsWidenAsValuesGrow() {
        Histogram histogram = new Histogram();
        for (float magnitude : new float[] {1e-3f, 5, -7_000, 1e20f}) {
            histogram.add(new float[] {magnitude, 0});
        }
        assertEquals(new Range(-7_000, 1e20f), histogram.range());
        assertEquals(8, histogram.total());
        assertEquals(4, histogram.zeros());
        assertEquals(1, histogram.count(histogram.bin(1e20)));
        assertEquals(1, histogram.count(histogram.bin(-7_000)));
        assertThrows(IllegalArgumentException.class, () -> histogram.add(new float[] {1, Float.NaN}));
        assertEquals(8, histogram.total());
    }

    @Test
    void percentilesAreWithinBounds() {
        for (double percent : new double[] {50, 100.1, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new CalibrationMethod.Percentile(percent));
        }
    }

    private static double error(float[] values, Range range) {
        double sum = 0;
        for (float value : values) {
            double error = range.quantisation().dequantise(range.quantisation().quantise(value)) - value;
            sum += error * error;
        }
        return sum;
    }

    private float[] normal(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Histogram histogram(float[] values) {
        Histogram histogram = new Histogram();
        histogram.add(values);
        return histogram;
    }
}
