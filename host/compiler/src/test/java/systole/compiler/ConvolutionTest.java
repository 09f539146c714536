package systole.compiler;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;

class ConvolutionTest {
    private static void check(int lanes, int channels, int height, int width, int outputs, Window window, int groups) {
        GraphMaker maker = new GraphMaker(new Random(channels * 31L + outputs), Shape.map(channels, height, width));
        ProgramCheck.check(maker.convolution(outputs, window, groups).graph(), Configuration.ofArray(lanes), 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void channelsAroundTheArraysSize(int lanes) {
        for (int channels : new int[] {1, lanes - 1, lanes, lanes + 1, 23}) {
            check(lanes, channels, 5, 7, lanes, Window.square(3, 1, 1), 1);
            check(lanes, lanes, 5, 7, channels, Window.square(3, 1, 1), 1);
        }
    }

    @Test
    void windows() {
        check(8, 9, 9, 11, 5, Window.square(1, 1, 0), 1);
        check(8, 9, 9, 11, 5, Window.square(1, 1, 2), 1);
        check(8, 9, 9, 11, 5, Window.square(3, 2, 1), 1);
        check(8, 9, 9, 11, 5, new Window(5, 2, 3, 1, 4, 0, 1, 3, 1, 1), 1);
        check(8, 9, 9, 11, 5, new Window(3, 2, 1, 2, 0, 1, 3, 0, 2, 3), 1);
        check(8, 2, 9, 11, 5, new Window(3, 2, 1, 2, 0, 1, 3, 0, 2, 3), 1);
        check(8, 2, 9, 11, 5, new Window(3, 4, 2, 3, 2, 1, 3, 0, 2, 1), 1);
        check(8, 20, 1, 1, 3, Window.square(3, 1, 1), 1);
        check(8, 20, 1, 1, 3, Window.square(1, 1, 0), 1);
    }

    /** Few channels and kernels of which some rows, all rows or no rows lie side by side in memory. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void foldedInputs(int lanes) {
        for (int channels = 1; channels <= 4; channels++) {
            check(lanes, channels, 11, 9, 5, Window.square(3, 1, 1), 1);
            check(lanes, channels, 13, 13, 5, Window.square(7, 2, 3), 1);
            check(lanes, channels, 19, 17, 5, Window.square(11, 4, 2), 1);
            check(lanes, channels, 12, 10, 5, Window.square(2, 3, 0), 1);
            check(lanes, channels, 12, 10, 5, Window.square(1, 2, 0), 1);
            check(lanes, channels, 12, 10, 5, new Window(4, 3, 2, 3, 3, 0, 1, 2, 2, 1), 1);
            check(lanes, channels, 12, 10, 5, new Window(3, 5, 2, 1, 0, 4, 2, 0, 3, 1), 1);
            check(lanes, channels, 12, 10, 5, new Window(3, 2, 5, 1, 7, 0, 6, 0, 2, 1), 1);
            check(lanes, channels, 10, 10, 5, new Window(10, 10, 1, 1, 0, 0, 0, 0, 1, 1), 1);
        }
    }

    @Test
    void groups() {
        check(4, 12, 6, 5, 12, Window.square(3, 1, 1), 12);
        check(4, 16, 6, 5, 24, Window.square(3, 1, 1), 2);
        check(4, 15, 6, 5, 10, Window.square(3, 1, 1), 5);
        check(4, 6, 6, 5, 18, Window.square(3, 1, 1), 3);
        check(8, 2, 6, 5, 2, Window.square(3, 1, 1), 2);
    }
}
