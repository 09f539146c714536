package systole.onnx.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Operator;
import systole.nn.Network;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.SharedData;
import systole.onnx.TestModels;
import systole.onnx.model.Attribute;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

class GraphBridgeTest {
    @ParameterizedTest
    @ValueSource(strings = {"models/mnist_8", "models/cnn-mnist-pytorch", "models/mlperf-tiny-resnet8/float32"})
    void trainedNetworksComputeTheSame(String folder) throws IOException {
        assertSame(ModelReader.read(SharedData.require(folder).resolve("model.onnx")), 1);
    }

    @ParameterizedTest
    @CsvSource({"resnet50, 1000", "squeezenet, 1000x1x1", "inception_v1, 1000", "densenet121, 1000x1x1", "inception_v2, 1000"})
    void largeNetworksKeepTheirOutput(String name, String output) throws IOException {
        FloatNetwork network = GraphBridge.of(ModelReader.read(SharedData.require("onnx/light/light_" + name + ".onnx")));
        assertEquals(output, network.graph().outputShape().toString());
    }

    @Test
    void additionsOfConstantsBecomeBiases() {
        Model model = TestModels.of(Extents.of(1, 2, 5, 5), Map.of("w", TestModels.random(Extents.of(3, 2, 3, 3)), "b", TestModels.random(Extents.of(3, 1, 1))),
                TestModels.node("conv", "Conv", List.of("x", "w"), "t"), TestModels.node("add", "Add", List.of("b", "t"), "y"));
        FloatNetwork network = GraphBridge.of(model);
        assertEquals(2, network.graph().nodes().size());
        assertTrue(((Operator.Conv2d) network.graph().node("conv").operator()).bias());
        assertSame(model, 0);
    }

    @Test
    void constantsPerChannelScale() {
        Model model = TestModels.of(Extents.of(1, 2, 4, 4), Map.of("s", TestModels.random(Extents.of(2, 1, 1)), "b", Tensor.scalar(3)),
                TestModels.node("mul", "Mul", List.of("x", "s"), "t"), TestModels.node("sub", "Sub", List.of("t", "b"), "u"),
                TestModels.node("div", "Div", List.of("u", "s"), "y"));
        assertSame(model, 0);
    }

    @Test
    void constantsBeforeVersion7AreAlignedAtTheirAxis() {
        Map<String, Attribute> axis = Map.of("axis", new Attribute.Int(1), "broadcast", new Attribute.Int(1));
        Model model = TestModels.of(Extents.of(1, 3, 4, 3), Map.of("b", TestModels.random(Extents.of(3))),
                TestModels.node("add", "Add", List.of("x", "b"), "t", axis), TestModels.node("slopes", "PRelu", List.of("t", "b"), "y"));
        assertSame(new Model("", 3, Map.of("", 6), model.graph()), 0);
    }

    @Test
    void vectorsAndMatricesScale() {
        for (Extents extents : List.of(Extents.of(1, 6), Extents.of(1, 3, 2))) {
            assertSame(TestModels.of(extents, Map.of("two", Tensor.scalar(2)), TestModels.node("less", "Sub", List.of("two", "x"), "t"),
                    TestModels.node("selu", "Selu", List.of("t"), "u"), TestModels.node("gate", "HardSigmoid", List.of("u"), "v"),
                    TestModels.node("difference", "Sub", List.of("v", "x"), "y")), 0);
        }
    }

    @Test
    void slopesDifferFromChannelToChannel() {
        Model model = TestModels.of(Extents.of(1, 2, 3, 3), Map.of("half", Tensor.scalar(0.5f), "slopes", TestModels.random(Extents.of(2, 1, 1))),
                TestModels.node("shift", "Sub", List.of("x", "half"), "t"), TestModels.node("slopes", "PRelu", List.of("t", "slopes"), "y"));
        assertSame(model, 0);
    }

    @Test
    void paddingIsAnAveragePool() {
        Model model = TestModels.of(Extents.of(1, 2, 3, 4), Map.of("pads", Tensor.vector(0, 0, 1, 2, 0, 0, 0, 3)),
                TestModels.node("pad", "Pad", List.of("x", "pads"), "t"), TestModels.node("relu", "Relu", List.of("t"), "y"));
        assertEquals("2x4x9", GraphBridge.of(model).graph().outputShape().toString());
        assertSame(model, 0);
    }

    @Test
    void repeatedPixelsAreATransposedConvolution() {
        Map<String, Attribute> nearest = Map.of("mode", new Attribute.Text("nearest"));
        Model model = TestModels.of(Extents.of(1, 2, 3, 4), Map.of("scales", Tensor.of(Extents.of(4), 1, 1, 2, 3)),
                TestModels.node("larger", "Resize", List.of("x", "", "scales"), "y", nearest));
        assertEquals("2x6x12", GraphBridge.of(model).graph().outputShape().toString());
        assertSame(model, 0);
    }

    @Test
    void normalisesOverOddNumbersOfChannels() {
        assertSame(TestModels.of(Extents.of(1, 7, 2, 2), Map.of(),
                TestModels.node("norm", "LRN", List.of("x"), "y", Map.of("size", new Attribute.Int(5), "alpha", new Attribute.Float(0.5f)))), 0);
        assertRefused("size is 4", TestModels.of(Extents.of(1, 7, 2, 2), Map.of(),
                TestModels.node("norm", "LRN", List.of("x"), "y", Map.of("size", new Attribute.Int(4)))));
    }

    @Test
    void dropoutsGoUnlessTheyTrain() {
        Map<String, Tensor> constants = Map.of("ratio", Tensor.scalar(0.5f), "yes", Tensor.of(DataType.BOOL, Extents.SCALAR, new byte[] {1}),
                "no", Tensor.of(DataType.BOOL, Extents.SCALAR, new byte[1]));
        Extents map = Extents.of(1, 2, 3, 3);
        Model idle = TestModels.of(map, constants, TestModels.node("drop", "Dropout", List.of("x", "ratio", "no"), "t"),
                TestModels.node("relu", "Relu", List.of("t"), "y"));
        assertEquals(2, GraphBridge.of(idle).graph().nodes().size());
        assertSame(idle, 0);
        assertRefused("training", TestModels.of(map, constants, TestModels.node("drop", "Dropout", List.of("x", "ratio", "yes"), "y")));
    }

    @Test
    void refusesWhatAGraphLacks() {
        assertRefused("operator Erf of node e is none that a graph has", TestModels.of(Extents.of(1, 4), Map.of(),
                TestModels.node("e", "Erf", List.of("x"), "y")));
        assertRefused("Softmax node s cannot become part of a graph", TestModels.of(Extents.of(1, 2, 3, 3), Map.of(),
                TestModels.node("s", "Softmax", List.of("x"), "y")));
        assertRefused("one image", TestModels.of(Extents.of(2, 4), Map.of(), TestModels.node("r", "Relu", List.of("x"), "y")));
    }

    private static void assertRefused(String why, Model model) {
        OnnxException thrown = assertThrows(OnnxException.class, () -> GraphBridge.of(model));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }

    private static void assertSame(Model model, int seed) {
        FloatNetwork network = GraphBridge.of(model);
        Random random = new Random(seed);
        float[] image = new float[network.graph().input().output().size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        Extents extents = GraphBridge.oneImage(model.graph().inputs().getFirst());
        Tensor expected = new Interpreter(model).run(Map.of(model.graph().inputs().getFirst().name(), Tensor.of(extents, image))).values().iterator().next();
        assertArrayEquals(expected.floats(), new Network(network.graph(), network.parameters()).forward(image), 1e-4f);
    }
}
