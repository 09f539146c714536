package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;

class TilePlannerTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(16);
    private static final int BANK_ROWS = CONFIGURATION.memory().accumulatorBankRows();
    private static final int WHOLE_SCRATCHPAD = CONFIGURATION.memory().scratchpadRows();

    private static InputFormat format(Shape input, UnaryOperator<GraphMaker> layer) {
        QuantisedGraph graph = layer.apply(new GraphMaker(new Random(1), input)).graph();
        ArraySegment segment = new ArraySegment("layer", graph.nodes(), List.of(graph.input()), List.of(graph.output()));
        return InputFormat.blocked(ArrayLayers.of(segment, BANK_ROWS).getFirst(), ChannelMap.dense(16, input.channels()));
    }

    private static Tiling plan(InputFormat format, int windowRows) {
        return new TilePlanner(format, windowRows, CONFIGURATION).plan();
    }

    @Test
    void aSmallMapIsOneTile() {
        InputFormat format = format(Shape.map(256, 14, 14), maker -> maker.convolution(256, Window.square(3, 1, 1), 1));
        Tiling tiling = plan(format, 0);
        assertEquals(new Tiling(14, 14, 16, 1, 0, tiling.cycles()), tiling);
    }

    @ParameterizedTest
    @CsvSource({"64, 56, 64, 3", "256, 56, 64, 1", "512, 28, 512, 3", "48, 224, 16, 5"})
    void piecesFit(int inputs, int size, int outputs, int kernel) {
        InputFormat format = format(Shape.map(inputs, size, size), maker -> maker.convolution(outputs, Window.square(kernel, 1, kernel / 2), 1));
        for (int window : new int[] {2000, 5000, WHOLE_SCRATCHPAD}) {
            Tiling tiling = plan(format, window);
            assertTrue(tiling.pieceRows() <= window, tiling::toString);
            assertTrue(tiling.outputBlocks() * tiling.rows() * tiling.columns() <= BANK_ROWS, tiling::toString);
            assertTrue(tiling.inputBlocks() * tiling.rows() * tiling.columns() <= tiling.pieceRows(), tiling::toString);
        }
    }

    @Test
    void overlappingPoolsGetSquareTiles() {
        InputFormat format = format(Shape.map(16, 112, 112),
                maker -> maker.convolution(64, Window.square(3, 1, 1), 1).maxPool(Window.square(3, 2, 1)));
        Tiling tiling = plan(format, WHOLE_SCRATCHPAD);
        AxisCut rows = AxisCut.rows(format).stream().filter(cut -> cut.size() == tiling.rows()).findFirst().orElseThrow();
        AxisCut columns = AxisCut.columns(format).stream().filter(cut -> cut.size() == tiling.columns()).findFirst().orElseThrow();
        double computed = (double) rows.convolved() * columns.convolved() / (112 * 112);
        assertTrue(computed < 1.08, () -> "%s computes every pixel %.3f times; whole rows 1.11 times".formatted(tiling, computed));
    }

    @Test
    void outputBlocksShareInputThatDoesNotFit() {
        InputFormat format = format(Shape.map(1024, 14, 14), maker -> maker.convolution(2048, Window.square(1, 2, 0), 1));
        Tiling tiling = plan(format, 10_000);
        assertEquals(List.of(7, 7), List.of(tiling.rows(), tiling.columns()));
        assertTrue(tiling.inputBlocks() < 64 && tiling.outputBlocks() > 4, tiling::toString);
    }
}
