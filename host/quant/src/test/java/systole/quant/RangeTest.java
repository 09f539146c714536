package systole.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeTest {
    @Test
    void includesZeroOnEitherSide() {
        assertEquals(new Range(0, 5), Range.of(new float[] {3, 5}));
        assertEquals(new Range(-7, 0), Range.of(new float[] {-7, -2}));
        assertEquals(new Range(0, 0), Range.of(new float[0]));
    }

    @Test
    void zeroIsExactAndEveryValueWithinHalfAStep() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            float magnitude = (float) Math.pow(10, random.nextInt(-30, 30));
            Range range = new Range(-random.nextFloat() * magnitude, random.nextFloat() * magnitude);
            Quantisation quantisation = range.quantisation();
            assertEquals(0, quantisation.dequantise(quantisation.quantise(0)));
            float value = range.low() + (range.high() - range.low()) * random.nextFloat();
            float error = Math.abs(quantisation.dequantise(quantisation.quantise(value)) - value);
            // rounding the zero point moves both ends by up to half a step, so a value at an end is off by up to one
            assertTrue(error <= 1.001f * quantisation.scale(), () -> value + " of " + range + " is off by " + error);
        }
    }

    @Test
    void onesidedRangesUseAllSteps() {
        assertEquals(-128, new Range(0, 6).quantisation().zeroPoint());
        assertEquals(127, new Range(-6, 0).quantisation().zeroPoint());
        assertEquals(127, new Range(0, 6).quantisation().quantise(6));
    }

    @Test
    void aRangeOfNothingButZeroHasAnExactZero() {
        assertEquals(new Quantisation(1, 0), new Range(0, 0).quantisation());
        assertEquals(new Quantisation(1, 0), new Range(0, Float.MIN_VALUE).quantisation());
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertThrows(IllegalArgumentException.class, () -> Range.of(new float[] {1, Float.NaN}));
        assertThrows(IllegalArgumentException.class, () -> Range.of(new float[] {Float.NEGATIVE_INFINITY}));
        assertThrows(IllegalArgumentException.class, () -> new Range(-Float.MAX_VALUE, Float.MAX_VALUE));
    }

    @Test
    void symmetricQuantisationsHaveZeroPointZero() {
        assertEquals(new Quantisation(3f / 127, 0), new Range(-3, 1).symmetricQuantisation());
        assertEquals(new Quantisation(6f / 127, 0), new Range(0, 6).symmetricQuantisation());
        assertEquals(new Quantisation(1, 0), new Range(0, 0).symmetricQuantisation());
    }
}
