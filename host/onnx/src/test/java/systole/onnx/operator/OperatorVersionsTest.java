package systole.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import systole.onnx.Interpreter;
import systole.onnx.TestModels;
import systole.onnx.model.Attribute;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** What operators mean from version to version: old and new forms of the same, and the same form that means another thing. */
class OperatorVersionsTest {
    private static final Tensor MAP = TestModels.random(Extents.of(1, 3, 4, 2));

    @Test
    void attributesBecameInputs() {
        assertSame(evaluate("Clip", 6, Map.of("min", real(0.8f), "max", real(1.2f)), MAP),
                evaluate("Clip", 11, Map.of(), MAP, Tensor.scalar(0.8f), Tensor.scalar(1.2f)));
        assertSame(evaluate("Pad", 2, Map.of("pads", whole(0, 0, 1, 2, 0, 0, 3, 0), "value", real(7)), MAP),
                evaluate("Pad", 11, Map.of(), MAP, Tensor.vector(0, 0, 1, 2, 0, 0, 3, 0), Tensor.scalar(7)),
                evaluate("Pad", 18, Map.of(), MAP, Tensor.vector(1, 2, 3, 0), Tensor.scalar(7), Tensor.vector(2, 3)));
        assertSame(evaluate("Slice", 1, Map.of("starts", whole(1, 0), "ends", whole(3, 3), "axes", whole(1, 2)), MAP),
                evaluate("Slice", 10, Map.of(), MAP, Tensor.vector(1, 0), Tensor.vector(3, 3), Tensor.vector(1, 2)));
        assertSame(evaluate("Squeeze", 11, Map.of("axes", whole(0)), MAP), evaluate("Squeeze", 13, Map.of(), MAP, Tensor.vector(0)),
                evaluate("Squeeze", 13, Map.of(), MAP));
        assertSame(evaluate("Unsqueeze", 11, Map.of("axes", whole(4)), MAP), evaluate("Unsqueeze", 13, Map.of(), MAP, Tensor.vector(-1)));
        assertSame(evaluate("ReduceMean", 13, Map.of("axes", whole(2, 3)), MAP), evaluate("ReduceMean", 18, Map.of(), MAP, Tensor.vector(2, 3)));
        assertSame(evaluate("ReduceSum", 11, Map.of("axes", whole(1)), MAP), evaluate("ReduceSum", 13, Map.of(), MAP, Tensor.vector(1)));
        assertSame(MAP, evaluate("Dropout", 7, Map.of("ratio", real(0.3f)), MAP), evaluate("Dropout", 12, Map.of(), MAP, Tensor.scalar(0.3f)));
    }

    @Test
    void splitsTellTheirSizesInThreeWays() {
        assertSame(evaluate("Split", 2, Map.of("axis", whole1(1), "split", whole(1, 2)), MAP),
                evaluate("Split", 13, Map.of("axis", whole1(1)), MAP, Tensor.vector(1, 2)));
        assertEquals(Extents.of(1, 2, 4, 2), evaluate("Split", 18, Map.of("axis", whole1(1), "num_outputs", whole1(2)), MAP).extents());
    }

    @Test
    void upsamplingBecameResizing() {
        Tensor scales = Tensor.of(Extents.of(4), 1, 1, 2, 3);
        Map<String, Attribute> floors = Map.of("coordinate_transformation_mode", new Attribute.Text("asymmetric"), "nearest_mode", new Attribute.Text("floor"));
        assertSame(evaluate("Upsample", 7, Map.of("scales", new Attribute.Floats(List.of(1f, 1f, 2f, 3f))), MAP),
                evaluate("Upsample", 9, Map.of(), MAP, scales), evaluate("Resize", 10, Map.of(), MAP, scales),
                evaluate("Resize", 13, floors, MAP, null, scales));
        Tensor cut = evaluate("Resize", 18, Map.of("axes", whole(3, 2)), MAP, null, null, Tensor.vector(6, 8));
        assertSame(cut, evaluate("Resize", 13, Map.of(), MAP, null, null, Tensor.vector(1, 3, 8, 6)));
    }

    /** Before version 13 it coerced to a matrix: all axes from that one on were one. */
    @Test
    void softmaxWorksAlongOneAxisNow() {
        Tensor flat = MAP.reshaped(Extents.of(1, 24));
        assertArrayEquals(evaluate("Softmax", 12, Map.of(), MAP).floats(), evaluate("Softmax", 13, Map.of(), flat).floats());
        Tensor last = MAP.reshaped(Extents.of(12, 2));
        assertArrayEquals(evaluate("Softmax", 13, Map.of(), MAP).floats(), evaluate("Softmax", 12, Map.of(), last).floats());
    }

    /** Before version 7 the second tensor was aligned at an attribute's axis. */
    @Test
    void broadcastingFollowsNumPyNow() {
        Tensor channels = TestModels.random(Extents.of(3));
        Tensor aligned = channels.reshaped(Extents.of(3, 1, 1));
        Map<String, Attribute> axis = Map.of("axis", whole1(1), "broadcast", whole1(1));
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            assertSame(evaluate(operator, 6, axis, MAP, channels), evaluate(operator, 7, Map.of(), MAP, aligned));
        }
        assertSame(evaluate("PRelu", 6, Map.of(), MAP, channels), evaluate("PRelu", 7, Map.of(), MAP, aligned));
        Tensor a = TestModels.random(Extents.of(2, 3));
        Tensor zeros = Tensor.of(Extents.of(1, 3), new float[3]);
        assertSame(evaluate("Gemm", 6, Map.of("transB", whole1(1), "broadcast", whole1(1)), a, TestModels.random(Extents.of(3, 3)), zeros),
                evaluate("Gemm", 11, Map.of("transB", whole1(1)), a, TestModels.random(Extents.of(3, 3))));
    }

    /** Null for an input that is left out. */
    private static Tensor evaluate(String operator, int opset, Map<String, Attribute> attributes, Tensor... inputs) {
        OnnxNode node = new OnnxNode("n", "", operator, List.of(), List.of("y", "z").subList(0, operator.equals("Split") ? 2 : 1), attributes);
        return Interpreter.evaluate(node, opset, Arrays.stream(inputs).map(Optional::ofNullable).toList()).getFirst();
    }

    private static void assertSame(Tensor expected, Tensor... others) {
        for (Tensor other : others) {
            assertEquals(expected.extents(), other.extents());
            assertArrayEquals(expected.floats(), other.floats(), 1e-6f);
        }
    }

    private static Attribute real(float value) {
        return new Attribute.Float(value);
    }

    private static Attribute whole1(long value) {
        return new Attribute.Int(value);
    }

    private static Attribute whole(long... values) {
        return new Attribute.Ints(Arrays.stream(values).boxed().toList());
    }
}
