package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    /** Paddings that TensorFlow's and ONNX's documents compute: extent, kernel, stride, before, after. */
    @ParameterizedTest
    @CsvSource({"5, 3, 1, 1, 1", "5, 3, 2, 1, 1", "6, 3, 2, 0, 1", "224, 7, 2, 2, 3", "7, 2, 1, 0, 1", "8, 1, 2, 0, 0", "3, 5, 3, 1, 1", "2, 5, 3, 1, 2"})
    void samePaddingMakesAsManyPlacesAsStridesFit(int extent, int kernel, int stride, int before, int after) {
        Window window = Window.same(kernel, stride, Shape.map(1, extent, 1));
        assertEquals(before, window.padTop());
        assertEquals(after, window.padBottom());
        assertEquals(Math.ceilDiv(extent, stride), window.outputHeight(extent));
        assertEquals(1, window.outputWidth(1));
    }

    @Test
    void samePaddingCountsTheDilatedKernel() {
        Shape input = Shape.map(1, 7, 8);
        Window window = new Window(3, 2, 1, 2, 0, 0, 0, 0, 2, 5).paddedSame(input);
        assertEquals(new Window(3, 2, 1, 2, 2, 2, 2, 2, 2, 5), window);
        assertEquals(Shape.map(4, 7, 4), window.output(input, 4));
        assertEquals(new Window(3, 3, 1, 1, 3, 3, 3, 3, 3, 3), Window.valid(3, 1).dilated(3).paddedSame(input));
    }

    @Test
    void windowsBeyondAllReasonAreRefused() {
        int large = 1 << 20;
        assertEquals(large, new Window(1, large / 2, 1, large, 0, large, 0, 0, 1, 2).spanWidth() + 1);
        assertThrows(IllegalArgumentException.class, () -> Window.valid(large + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Window.valid(1, large + 1));
        assertThrows(IllegalArgumentException.class, () -> Window.square(3, 1, large + 1));
        assertThrows(IllegalArgumentException.class, () -> Window.valid(large, 1).dilated(large));
    }

    /** Each window must read some of the input: by the definition, tap by tap. */
    @Test
    void poolsReachTheInputEverywhere() {
        int refused = 0;
        for (int[] w : tuples(5, 4, 4, 5, 5)) {
            Window window = new Window(1, w[0], 1, w[1], 0, w[3], 0, w[4], 1, w[2]);
            Shape input = Shape.map(1, 1, 3);
            if (window.outputWidth(3) < 1) {
                continue;
            }
            boolean reached = IntStream.range(0, window.outputWidth(3)).allMatch(o -> IntStream.range(0, w[0]).map(k -> o * w[1] - w[3] + k * w[2])
                    .anyMatch(at -> at >= 0 && at < 3));
            if (reached) {
                assertEquals(window.outputWidth(3), pooled(window, input).outputShape().width());
            } else {
                assertThrows(ShapeException.class, () -> pooled(window, input));
                refused++;
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    @Test
    void poolsOfManyPlacesAreJudgedAtOnce() {
        int large = 1 << 20;
        Window window = new Window(large, large, 1, 1, large - 1, large - 1, 1, 1, 1, 1);
        assertEquals(Shape.map(1, 100, 100), pooled(window, Shape.map(1, 99, 99)).outputShape());
    }

    private static Graph pooled(Window window, Shape input) {
        return Graph.sequential("pooled", input).maxPool("pool", window).build();
    }

    /** All tuples with numbers from 1 to each limit; paddings, the last two, from 0. */
    private static List<int[]> tuples(int... limits) {
        List<int[]> tuples = new ArrayList<>();
        int count = Arrays.stream(limits).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < count; i++) {
            int[] tuple = new int[limits.length];
            for (int axis = 0, rest = i; axis < limits.length; rest /= limits[axis++]) {
                tuple[axis] = rest % limits[axis] + (axis < limits.length - 2 ? 1 : 0);
            }
            tuples.add(tuple);
        }
        return tuples;
    }

    @Test
    void validIsWithoutPadding() {
        assertEquals(Window.square(3, 2, 0), Window.valid(3, 2));
    }
}
