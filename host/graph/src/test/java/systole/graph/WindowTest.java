package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void validIsWithoutPadding() {
        assertEquals(Window.square(3, 2, 0), Window.valid(3, 2));
    }
}
