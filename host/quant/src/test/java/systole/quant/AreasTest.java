package systole.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systole.graph.Divisor;
import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Shape;
import systole.graph.Window;

class AreasTest {
    @Test
    void sharesThatAreEvenAreAWindow() {
        assertEquals(window(7, 7, 1), shared(7, 1), "the whole map");
        assertEquals(window(2, 2, 2), shared(6, 3));
        assertEquals(window(1, 1, 1), shared(5, 5));
        assertEquals(window(3, 3, 2), shared(5, 2), "rows 0 to 3 and 2 to 5 overlap");
        assertEquals(Optional.empty(), shared(5, 3), "0 to 2, 1 to 4 and 3 to 5");
        assertEquals(Optional.empty(), shared(1, 2), "both outputs read the one pixel");
    }

    @Test
    void unevenSharesCoverFromFloorToCeiling() {
        Areas areas = Areas.sharing(Shape.map(1, 5, 1), Shape.map(1, 3, 2));
        assertEquals(List.of(new Interval(0, 2, 1), new Interval(1, 4, 1), new Interval(3, 5, 1)), areas.rows());
        assertEquals(List.of(new Interval(0, 1, 1), new Interval(0, 1, 1)), areas.columns());
        assertArrayEquals(new int[] {2, 2, 3, 3, 2, 2}, areas.counts());
    }

    @Test
    void averagesDivideByWhatTheirDivisorCounts() {
        Shape input = Shape.map(1, 4, 4);
        Window padded = Window.square(3, 2, 1);
        // windows at rows -1 to 1 and 1 to 3; rounding up adds one at 3 to 5, of which row 4 is padding and row 5 beyond it
        assertEquals(List.of(9, 9, 9, 9), divisors(padded, Rounding.FLOOR, Divisor.PADDED, input));
        assertEquals(List.of(4, 6, 6, 9), divisors(padded, Rounding.FLOOR, Divisor.INPUT, input));
        assertEquals(List.of(9, 9, 6, 9, 9, 6, 6, 6, 4), divisors(padded, Rounding.CEILING, Divisor.PADDED, input));
        assertEquals(List.of(4, 6, 2, 6, 9, 3, 2, 3, 1), divisors(padded, Rounding.CEILING, Divisor.INPUT, input));
    }

    @Test
    void averagesAreWindowsWhereAllDivisorsAreTheirTaps() {
        Shape input = Shape.map(1, 5, 5);
        assertTrue(mean(Window.square(3, 2, 1), Rounding.FLOOR, Divisor.PADDED, input).window().isPresent());
        assertTrue(mean(Window.square(3, 2, 0), Rounding.CEILING, Divisor.INPUT, input).window().isPresent(), "nothing reaches padding");
        assertTrue(mean(Window.square(3, 2, 1), Rounding.FLOOR, Divisor.INPUT, input).window().isEmpty());
        assertTrue(mean(Window.square(2, 2, 0), Rounding.CEILING, Divisor.PADDED, input).window().isEmpty());
    }

    @Test
    void dilatedWindowsStepOverTheInput() {
        Areas areas = Areas.onInput(new Window(3, 1, 1, 1, 3, 0, 1, 0, 2, 1), Shape.map(1, 4, 1));
        assertEquals(List.of(new Interval(1, 2, 2), new Interval(0, 3, 2), new Interval(1, 4, 2), new Interval(0, 4, 2)), areas.rows());
        assertArrayEquals(new int[] {1, 2, 2, 2}, areas.counts());
    }

    private static Optional<Window> shared(int extent, int outputs) {
        return Areas.sharing(Shape.map(1, extent, extent), Shape.map(1, outputs, outputs)).window();
    }

    private static Optional<Window> window(int height, int width, int stride) {
        return Optional.of(new Window(height, width, stride, stride, 0, 0, 0, 0, 1, 1));
    }

    private static List<Integer> divisors(Window window, Rounding rounding, Divisor divisor, Shape input) {
        return Arrays.stream(mean(window, rounding, divisor, input).divisors()).boxed().toList();
    }

    private static Mean mean(Window window, Rounding rounding, Divisor divisor, Shape input) {
        return Mean.of(new Operator.AveragePool(window, rounding, divisor), input);
    }
}
