package systole.runtime.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels against sums of long integers. */
class PanelKernelTest {
    private static final PanelKernel[] KERNELS =
            {new PlainPanelKernel(), new VectorPanelKernel(), new WideVectorPanelKernel(), new NarrowVectorPanelKernel()};
    private final Random random = new Random(6);

    @Test
    void theTestsRunTheKernelThatUsersRun() {
        assertInstanceOf(VectorPanelKernel.class, PanelKernel.fastest(1));
        assertEquals(FloatVector.SPECIES_PREFERRED.length() == 16 ? WideVectorPanelKernel.class : VectorPanelKernel.class,
                PanelKernel.fastest(64).getClass());
    }

    @Test
    void aNarrowKernelTakesAsManyRows() {
        for (PanelKernel kernel : KERNELS) {
            assertEquals(kernel.rows(), kernel.narrow().rows());
            assertEquals(kernel.narrow().columns(), kernel.narrow().narrow().columns());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 255, 256})
    void productsOfAnyDepthEqualTheirFormula(int depth) {
        for (PanelKernel kernel : KERNELS) {
            check(kernel, depth, integers(kernel.rows() * depth + 3, -128, 127), integers(depth * kernel.columns() + 5, -255, 255));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-255, 255})
    void theLargestProductsAreExact(int right) {
        for (PanelKernel kernel : KERNELS) {
            float[] panels = integers(256 * kernel.columns() + 5, right, right);
            panels[random.nextInt(panels.length)]--;
            check(kernel, 256, integers(kernel.rows() * 256 + 3, -128, -128), panels);
        }
    }

    /** Matrices begin a few elements into their arrays, and rows of products lie seven elements apart; what lies between stays. */
    private static void check(PanelKernel kernel, int depth, float[] left, float[] panels) {
        int pitch = kernel.columns() + 7;
        float[] products = new float[2 + kernel.rows() * pitch];
        Arrays.fill(products, 0.5f);
        float[] expected = products.clone();
        for (int row = 0; row < kernel.rows(); row++) {
            for (int column = 0; column < kernel.columns(); column++) {
                long sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += (long) left[3 + k * kernel.rows() + row] * (long) panels[5 + k * kernel.columns() + column];
                }
                expected[2 + row * pitch + column] = sum;
            }
        }
        kernel.multiply(depth, left, 3, panels, 5, products, 2, pitch);
        assertArrayEquals(expected, products, () -> "%s, depth %d".formatted(kernel.getClass().getSimpleName(), depth));
    }

    private float[] integers(int count, int least, int most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(least, most + 1);
        }
        return values;
    }
}
