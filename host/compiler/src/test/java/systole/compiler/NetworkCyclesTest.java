package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.Region;
import systole.contract.StoreField;
import systole.graph.Shape;
import systole.graph.Window;

/** The array's cycles in programs, as far as the passes alone decide them, and what must happen for the rest to hide behind them. */
class NetworkCyclesTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(16);

    private static long passCycles(Program program) {
        return program.descriptors().stream().filter(d -> d.opcode() == Opcode.EXECUTE)
                .mapToLong(d -> d.get(ExecuteField.KERNEL_ROWS) * d.get(ExecuteField.KERNEL_COLUMNS) * d.get(ExecuteField.BLOCKS)
                        * Math.max(d.get(ExecuteField.ROWS) * d.get(ExecuteField.COLUMNS), CONFIGURATION.array().minimumPass()))
                .sum();
    }

    private static Program lenet5() {
        GraphMaker maker = new GraphMaker(new Random(5), Shape.map(1, 28, 28))
                .convolutionWithLookup(6, Window.square(5, 1, 2)).maxPool(Window.square(2, 2, 0))
                .convolutionWithLookup(16, Window.square(5, 1, 0)).maxPool(Window.square(2, 2, 0))
                .linear(120).linear(84).linear(10);
        return ProgramCheck.check(maker.graph(), CONFIGURATION, 5);
    }

    @Test
    void lenet5TakesTheFewestPasses() {
        Program program = lenet5();
        assertEquals(List.of("n0+n1", "n2+n3", "n4", "n5", "n6"), program.layers().stream().map(LayerPlan::name).toList());
        assertEquals(2 * 784 + 25 * 100 + (25 * 8 + 8 * 6 + 6) * 8, passCycles(program));
        assertEquals(117600 + 240000 + 48000 + 10080 + 840,
                program.layers().stream().mapToLong(LayerPlan::macs).sum());
    }

    @Test
    void lenet5KeepsActivationsOnChip() {
        for (Descriptor d : lenet5().descriptors()) {
            assertTrue(d.opcode() != Opcode.LOAD || d.get(LoadField.REGION) == Region.INPUT.code(), d::toString);
            assertTrue(d.opcode() != Opcode.STORE || d.get(StoreField.TO_SCRATCHPAD) == 1
                    || d.get(StoreField.REGION) == Region.OUTPUT.code(), d::toString);
        }
    }

    @Test
    void lenet5PrefetchesFullyConnectedWeights() {
        int loaded = 0;
        for (Descriptor d : lenet5().descriptors()) {
            if (d.opcode() == Opcode.EXECUTE && d.get(ExecuteField.ROWS) * d.get(ExecuteField.COLUMNS) == 1) {
                break; // the first linear layer
            }
            boolean weights = d.opcode() == Opcode.LOAD_WEIGHTS && d.get(LoadField.MEMORY) == LocalMemory.WEIGHTS.code();
            loaded += weights ? d.getInt(LoadField.RUN) : 0;
        }
        int allButOneBlock = (2 + 25 + 25 * 7) * 16;
        assertTrue(loaded >= allButOneBlock, loaded + " weight rows are dispatched before the first linear layer");
    }

    /** Kernel rows lie side by side: no pass but the last has lanes without work. */
    @ParameterizedTest
    @CsvSource({"16, 11, 4, 23", "16, 7, 2, 10", "16, 3, 1, 2", "32, 11, 4, 12", "32, 7, 2, 5", "32, 3, 1, 1"})
    void firstLayersFillTheLanes(int lanes, int kernel, int stride, int passes) {
        GraphMaker maker = new GraphMaker(new Random(5), Shape.map(3, 40, 33)).convolution(lanes, Window.square(kernel, stride, 0), 1);
        Shape output = maker.shape();
        Program program = ProgramCheck.check(maker.graph(), Configuration.ofArray(lanes), 5);
        assertEquals((long) passes * output.height() * output.width(), passCycles(program));
    }

    @Test
    void aConvolutionOf64ChannelsWastesNoPass() {
        GraphMaker maker = new GraphMaker(new Random(5), Shape.map(64, 56, 56)).convolution(64, Window.square(3, 1, 1), 1);
        Program program = ProgramCheck.check(maker.graph(), CONFIGURATION, 5);
        assertEquals(program.layers().getFirst().macs() / CONFIGURATION.macsPerCycle(), passCycles(program));
    }
}
