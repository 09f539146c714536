package systole.onnx.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.SharedData;
import systole.onnx.TestModels;
import systole.onnx.conformance.BackendCase;
import systole.onnx.conformance.CaseResult;
import systole.onnx.conformance.Conformance;
import systole.onnx.conformance.Tolerance;
import systole.onnx.model.Attribute;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

class PassesTest {
    private static final Extents MAP = Extents.of(1, 2, 5, 5);

    @Test
    void constantsAreComputed() {
        Model model = TestModels.of(MAP, Map.of("a", Tensor.scalar(2), "b", Tensor.scalar(3)),
                TestModels.node("sum", "Add", List.of("a", "b"), "c"), TestModels.node("product", "Mul", List.of("x", "c"), "y"));
        assertBecomes(List.of("product"), Pass.CONSTANT_FOLDING, model);
    }

    @Test
    void constantsThatCannotBeComputedStay() {
        Model model = TestModels.of(MAP, Map.of("a", TestModels.random(Extents.of(2)), "b", TestModels.random(Extents.of(3))),
                TestModels.node("sum", "Add", List.of("a", "b"), "c"), TestModels.node("product", "Mul", List.of("x", "c"), "y"));
        assertEquals(model, Pass.CONSTANT_FOLDING.apply(model));
    }

    @Test
    void identitiesGo() {
        Model model = TestModels.of(MAP, Map.of(), TestModels.node("first", "Identity", List.of("x"), "a"), TestModels.node("relu", "Relu", List.of("a"), "b"),
                TestModels.node("dropout", "Dropout", List.of("b"), "c"), TestModels.node("last", "Identity", List.of("c"), "y"));
        assertBecomes(List.of("relu"), Pass.IDENTITY_REMOVAL, model);
    }

    @Test
    void anIdentityFromInputToOutputStays() {
        Model model = TestModels.of(MAP, Map.of(), TestModels.node("only", "Identity", List.of("x"), "y"));
        assertBecomes(List.of("only"), Pass.IDENTITY_REMOVAL, model);
    }

    @Test
    void paddingsJoinConvolutions() {
        OnnxNode convolution = TestModels.node("conv", "Conv", List.of("p", "w"), "y", Map.of("pads", new Attribute.Ints(List.of(1L, 0L, 1L, 0L))));
        Model model = TestModels.of(MAP, Map.of("w", TestModels.random(Extents.of(3, 2, 3, 3)), "pads", Tensor.vector(0, 0, 1, 2, 0, 0, 3, 0)),
                TestModels.node("pad", "Pad", List.of("x", "pads"), "p"), convolution);
        assertBecomes(List.of("conv"), Pass.PAD_FUSION, model);
    }

    @Test
    void paddingsJoinAveragePools() {
        OnnxNode pool = TestModels.node("pool", "AveragePool", List.of("p"), "y", Map.of("kernel_shape", new Attribute.Ints(List.of(3L, 3L))));
        Model model = TestModels.of(MAP, Map.of("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)),
                TestModels.node("pad", "Pad", List.of("x", "pads"), "p"), pool);
        assertBecomes(List.of("pool"), Pass.PAD_FUSION, model);
    }

    @Test
    void paddingsOfOtherNumbersOrAxesStay() {
        Map<String, Tensor> constants = Map.of("w", TestModels.random(Extents.of(3, 2, 3, 3)), "pads", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1),
                "one", Tensor.scalar(1));
        assertBecomes(List.of("pad", "conv"), Pass.PAD_FUSION, TestModels.of(MAP, constants,
                TestModels.node("pad", "Pad", List.of("x", "pads", "one"), "p"), TestModels.node("conv", "Conv", List.of("p", "w"), "y")));
        Map<String, Tensor> channels = Map.of("w", TestModels.random(Extents.of(3, 3, 3, 3)), "pads", Tensor.vector(0, 1, 0, 0, 0, 0, 0, 0));
        assertBecomes(List.of("pad", "conv"), Pass.PAD_FUSION, TestModels.of(MAP, channels,
                TestModels.node("pad", "Pad", List.of("x", "pads"), "p"), TestModels.node("conv", "Conv", List.of("p", "w"), "y")));
    }

    @Test
    void batchNormalisationsJoinConvolutions() {
        Map<String, Tensor> constants = Map.of("w", TestModels.random(Extents.of(3, 2, 2, 2)), "b", TestModels.random(Extents.of(3)),
                "s", TestModels.random(Extents.of(3)));
        Model model = TestModels.of(MAP, constants, TestModels.node("conv", "Conv", List.of("x", "w", "b"), "t"),
                TestModels.node("norm", "BatchNormalization", List.of("t", "s", "b", "s", "b"), "y"));
        assertBecomes(List.of("conv"), Pass.BATCH_NORM_FOLDING, model);
    }

    @Test
    void batchNormalisationsOfWhatOthersReadStay() {
        Map<String, Tensor> constants = Map.of("w", TestModels.random(Extents.of(3, 2, 2, 2)), "s", TestModels.random(Extents.of(3)));
        Model model = TestModels.of(MAP, constants, TestModels.node("conv", "Conv", List.of("x", "w"), "t"),
                TestModels.node("norm", "BatchNormalization", List.of("t", "s", "s", "s", "s"), "n"),
                TestModels.node("sum", "Add", List.of("t", "n"), "y"));
        assertBecomes(List.of("conv", "norm", "sum"), Pass.BATCH_NORM_FOLDING, model);
    }

    @Test
    void sumsJoinConvolutions() {
        Map<String, Tensor> constants = Map.of("w", TestModels.random(Extents.of(2, 2, 1, 1)), "c", TestModels.random(Extents.of(2, 1, 1)));
        OnnxNode convolution = TestModels.node("conv", "Conv", List.of("x", "w"), "t");
        assertBecomes(List.of("conv"), Pass.ADD_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("sum", "Add", List.of("x", "t"), "y")));
        assertBecomes(List.of("conv"), Pass.ADD_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("sum", "Add", List.of("t", "c"), "y")));
        assertBecomes(List.of("conv", "sum"), Pass.ADD_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("sum", "Add", List.of("t", "t"), "y")));
        assertBecomes(List.of("other", "conv", "last"), Pass.ADD_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("other", "Relu", List.of("x"), "o"), TestModels.node("first", "Add", List.of("o", "t"), "s"),
                TestModels.node("last", "Add", List.of("s", "c"), "y")));
    }

    @Test
    void activationsJoinConvolutions() {
        Map<String, Tensor> constants = Map.of("w", TestModels.random(Extents.of(2, 2, 2, 2)), "low", Tensor.scalar(1), "high", Tensor.scalar(4));
        OnnxNode convolution = TestModels.node("conv", "Conv", List.of("x", "w"), "t");
        for (String activation : List.of("Relu", "Sigmoid", "Tanh", "LeakyRelu", "HardSigmoid")) {
            assertBecomes(List.of("conv"), Pass.ACTIVATION_FUSION, TestModels.of(MAP, constants, convolution,
                    TestModels.node("act", activation, List.of("t"), "y")));
        }
        assertBecomes(List.of("conv"), Pass.ACTIVATION_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("clip", "Clip", List.of("t", "low", "high"), "y")));
        assertBecomes(List.of("conv", "second"), Pass.ACTIVATION_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("first", "Relu", List.of("t"), "s"), TestModels.node("second", "Tanh", List.of("s"), "y")));
        assertBecomes(List.of("conv", "act", "sum"), Pass.ACTIVATION_FUSION, TestModels.of(MAP, constants, convolution,
                TestModels.node("act", "Relu", List.of("t"), "s"), TestModels.node("sum", "Mul", List.of("s", "t"), "y")));
    }

    @Test
    void aConvolutionOfNothingIsLeftForTheInterpreterToRefuse() {
        Model fused = Pass.ACTIVATION_FUSION.apply(TestModels.of(MAP, Map.of(), TestModels.node("conv", "Conv", List.of(), "t"),
                TestModels.node("act", "Relu", List.of("t"), "y")));
        OnnxException thrown = assertThrows(OnnxException.class, () -> new Interpreter(fused).run(Map.of("x", TestModels.random(MAP))));
        assertEquals("com.microsoft.FusedConv node conv: it lacks input 0", thrown.getMessage());
    }

    @Test
    void deadCodeGoes() {
        Model model = TestModels.of(MAP, Map.of("a", Tensor.scalar(2)), TestModels.node("dead", "Mul", List.of("x", "a"), "c"),
                TestModels.node("relu", "Relu", List.of("x"), "y"));
        assertBecomes(List.of("relu"), Pass.DEAD_CODE, model);
        assertEquals(0, Pass.DEAD_CODE.apply(model).graph().initialisers().size());
    }

    @Test
    void allPassesTellWhatTheyChanged() {
        Model model = TestModels.of(MAP, Map.of("a", Tensor.scalar(2)), TestModels.node("double", "Add", List.of("a", "a"), "c"),
                TestModels.node("first", "Identity", List.of("x"), "t"), TestModels.node("product", "Mul", List.of("t", "c"), "y"));
        List<Pass> changed = new ArrayList<>();
        Passes.ALL.apply(model, (pass, _) -> changed.add(pass));
        assertEquals(List.of(Pass.CONSTANT_FOLDING, Pass.IDENTITY_REMOVAL, Pass.DEAD_CODE), changed);
        assertEquals(model, new Passes(Set.of()).apply(model));
    }

    @ParameterizedTest
    @EnumSource
    void trainedModelsComputeTheSame(Pass pass) throws IOException {
        Conformance conformance = new Conformance(model -> new Interpreter(new Passes(Set.of(pass)).apply(model)), new Tolerance(1e-4, 1e-4));
        for (String folder : List.of("mnist_8", "RFB-320", "mlperf-tiny-resnet8/u8s8")) {
            for (BackendCase backendCase : BackendCase.find(SharedData.require("models/" + folder))) {
                CaseResult result = conformance.run(backendCase);
                assertEquals(CaseResult.Outcome.PASSED, result.outcome(), folder + ": " + result.reason());
            }
        }
    }

    /** The pass leaves those nodes, and the outputs. */
    private static void assertBecomes(List<String> nodes, Pass pass, Model model) {
        Model after = pass.apply(model);
        assertEquals(nodes, after.graph().nodes().stream().map(OnnxNode::name).toList());
        Map<String, Tensor> inputs = Map.of("x", TestModels.random(MAP));
        float[] before = new Interpreter(model).run(inputs).get("y").floats();
        assertArrayEquals(before, new Interpreter(after).run(inputs).get("y").floats(), 1e-5f, Arrays.toString(before));
    }
}
