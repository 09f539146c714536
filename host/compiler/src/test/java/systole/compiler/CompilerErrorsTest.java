package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

class CompilerErrorsTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(4);

    private static void refuses(QuantisedGraph graph, Configuration configuration, String reason) {
        String message = assertThrows(CompileException.class,
                () -> Compiler.compile(graph, configuration, CompilerOptions.standard())).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static QuantisedGraph linear(int inputs, byte weight, int bias, int zeroPoint) {
        byte[] weights = new byte[inputs];
        Arrays.fill(weights, weight);
        Requantisation requantisation = new Requantisation(new int[] {bias}, new float[] {1e-6f}, 0, -128, 127, Optional.empty());
        return graph(new QuantisedOperator.Linear(weights, requantisation), Shape.vector(inputs), Shape.vector(1), zeroPoint);
    }

    private static QuantisedGraph graph(QuantisedOperator operator, Shape input, Shape output, int zeroPoint) {
        Quantisation quantisation = new Quantisation(1f, zeroPoint);
        QuantisedNode node = new QuantisedNode(operator, List.of("input"), new QuantisedTensor("layer", output, quantisation));
        return new QuantisedGraph("graph", new QuantisedTensor("input", input, quantisation), List.of(node));
    }

    @Test
    void sumsMustFitInt32() {
        int largest = Integer.MAX_VALUE - 128 * 128;
        assertDoesNotThrow(() -> Compiler.compile(linear(1, (byte) -128, largest, 0), CONFIGURATION, CompilerOptions.standard()));
        refuses(linear(1, (byte) -128, largest + 1, 0), CONFIGURATION, "layer layer: the sums of output channel 0 can reach 2147483648");
        refuses(linear(1, (byte) -128, largest, 1), CONFIGURATION, "int32");
    }

    @Test
    void shapesMustAgree() {
        Requantisation one = new Requantisation(new int[1], new float[] {1f}, 0, -128, 127, Optional.empty());
        refuses(graph(new QuantisedOperator.Linear(new byte[7], one), Shape.vector(8), Shape.vector(1), 0),
                CONFIGURATION, "7 weights where its shape needs 8");
        refuses(graph(new QuantisedOperator.Linear(new byte[16], one), Shape.vector(8), Shape.vector(2), 0),
                CONFIGURATION, "1 biases where it needs 2");
        QuantisedOperator threeGroups = new QuantisedOperator.Convolution(Window.square(3, 1, 1), 3, new byte[9], one);
        refuses(graph(threeGroups, Shape.map(2, 4, 4), Shape.map(1, 4, 4), 0), CONFIGURATION, "3 groups");
    }

    @Test
    void fieldsMustHoldTheirValues() {
        GraphMaker maker = new GraphMaker(new Random(1), Shape.map(1, 1, 600));
        refuses(maker.convolution(1, Window.square(1, 300, 0), 1).graph(), CONFIGURATION,
                "layer n0 cannot be lowered: descriptor field STRIDE_");
    }

    @Test
    void memoriesMustHoldOnePixel() {
        MemoryConfiguration smallest = new MemoryConfiguration(256, 256, 128, 64, 1, 128);
        Configuration tiny = new Configuration(CONFIGURATION.array(), smallest, CONFIGURATION.bus(), 8);
        GraphMaker bigKernel = new GraphMaker(new Random(1), Shape.map(4, 20, 20)).convolution(4, Window.square(20, 1, 0), 1);
        refuses(bigKernel.graph(), tiny, "layer n0: no output pixel fits on chip");
        GraphMaker bigPool = new GraphMaker(new Random(1), Shape.map(4, 20, 20)).maxPool(Window.square(9, 1, 0));
        refuses(bigPool.graph(), tiny, "layer n0: no output pixel fits on chip");
    }
}
