package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels against sums of long integers. */
class PanelKernelTest {
    private static final PanelKernel[] KERNELS = {new PlainPanelKernel(), new VectorPanelKernel()};
    private final Random random = new Random(6);

    @Test
    void theTestsRunTheKernelThatUsersRun() {
        assertInstanceOf(VectorPanelKernel.class, PanelKernel.fastest());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 255, 256})
    void productsOfAnyDepthEqualTheirFormula(int depth) {
        for (PanelKernel kernel : KERNELS) {
            float[] left = integers(PanelKernel.ROWS * depth + 3, -128, 127);
            float[] panels = integers(depth * kernel.columns() + 5, -255, 255);
            check(kernel, depth, left, panels, random.ints(5 * (kernel.columns() + 7) + kernel.columns() + 2).toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-255, 255})
    void theLargestSumsAreExactAndWrapAround(int right) {
        for (PanelKernel kernel : KERNELS) {
            for (int start : new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                int[] sums = new int[5 * (kernel.columns() + 7) + kernel.columns() + 2];
                Arrays.fill(sums, start);
                float[] left = integers(PanelKernel.ROWS * 256 + 3, -128, -128);
                float[] panels = integers(256 * kernel.columns() + 5, right, right);
                panels[random.nextInt(panels.length)]--;
                check(kernel, 256, left, panels, sums);
            }
        }
    }

    /** Matrices begin a few elements into their arrays, and rows of sums lie seven elements apart. */
    private static void check(PanelKernel kernel, int depth, float[] left, float[] panels, int[] sums) {
        int pitch = kernel.columns() + 7;
        int[] expected = sums.clone();
        for (int row = 0; row < PanelKernel.ROWS; row++) {
            for (int column = 0; column < kernel.columns(); column++) {
                long sum = sums[2 + row * pitch + column];
                for (int k = 0; k < depth; k++) {
                    sum += (long) left[3 + row * depth + k] * (long) panels[5 + k * kernel.columns() + column];
                }
                expected[2 + row * pitch + column] = (int) sum;
            }
        }
        kernel.add(depth, left, 3, panels, 5, sums, 2, pitch);
        assertArrayEquals(expected, sums, () -> "%s, depth %d".formatted(kernel.getClass().getSimpleName(), depth));
    }

    private float[] integers(int count, int least, int most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(least, most + 1);
        }
        return values;
    }
}
