package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.graph.Shape;
import systole.onnx.export.RuntimeSession.Bytes;
import systole.quant.FloatSum;
import systole.quant.Quantisation;

/** ONNX Runtime's sums are what {@link FloatSum} says of them, for all pairs of values. */
class FloatSumTest {
    private static final int PAIRS = 1 << 16;
    private final Random random = new Random(23);

    @Test
    void sumsOfUnsignedTensorsAreEqual() throws OrtException {
        for (int i = 0; i < 30; i++) {
            check(false);
        }
    }

    @Test
    void sumsOfSignedTensorsAreEqual() throws OrtException {
        for (int i = 0; i < 30; i++) {
            check(true);
        }
    }

    private void check(boolean signed) throws OrtException {
        DataType type = signed ? DataType.INT8 : DataType.UINT8;
        int offset = signed ? 0 : 128;
        Quantisation left = quantisation((float) Math.exp(random.nextGaussian()));
        Quantisation right = quantisation((float) Math.exp(random.nextGaussian()));
        Quantisation output = quantisation((left.scale() + right.scale()) * (0.3f + random.nextFloat()));
        GraphWriter writer = new GraphWriter("sum");
        String[] operands = new String[8];
        List<Quantisation> quantisations = List.of(left, right, output);
        for (int i = 0; i < 3; i++) {
            byte[] zeroPoint = {(byte) quantisations.get(i).zeroPoint()};
            operands[3 * i + (i == 2 ? 0 : 1)] = writer.scalar("scale" + i, quantisations.get(i).scale());
            operands[3 * i + (i == 2 ? 1 : 2)] = signed ? writer.signed("zero" + i, zeroPoint) : writer.unsigned("zero" + i, zeroPoint);
        }
        operands[0] = "a";
        operands[3] = "b";
        writer.input("a", type, Shape.vector(PAIRS));
        writer.input("b", type, Shape.vector(PAIRS));
        writer.append("sum", Operation.microsoft("QLinearAdd"), operands);
        byte[] a = new byte[PAIRS];
        byte[] b = new byte[PAIRS];
        byte[] expected = new byte[PAIRS];
        FloatSum sum = signed ? FloatSum.signed(left, right, output) : FloatSum.unsigned(left, right, output);
        for (int i = 0; i < PAIRS; i++) {
            a[i] = (byte) ((i >> 8) + offset);
            b[i] = (byte) (i + offset);
            expected[i] = (byte) (sum.apply((byte) (i >> 8), (byte) i) + offset);
        }
        try (RuntimeSession session = RuntimeSession.plain(RuntimeSession.exposing(writer.model(), List.of("sum")))) {
            Map<String, Object> got = session.run(Map.of("a", new Bytes(a, signed, 1, PAIRS), "b", new Bytes(b, signed, 1, PAIRS)));
            assertArrayEquals(expected, (byte[]) got.get("sum"), () -> left + " + " + right + " = " + output);
        }
    }

    private Quantisation quantisation(float scale) {
        return new Quantisation(scale, random.nextInt(-128, 128));
    }
}
