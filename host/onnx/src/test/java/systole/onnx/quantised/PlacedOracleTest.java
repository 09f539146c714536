package systole.onnx.quantised;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.operator.OperatorCase;
import systole.onnx.operator.QuantisedCases;
import systole.onnx.tensor.Tensor;
import systole.runtime.Device;

/**
 * Random operators on a device against ONNX Runtime: the array's are equal, and what it cannot do runs on the host, as operators whose results are
 * int32 and those that read a constant where the array has another tensor.
 */
class PlacedOracleTest {
    @ParameterizedTest
    @CsvSource({"QLinearConv, 120, 120", "QLinearMatMul, 60, 60", "QGemm, 40, 40", "MaxPool, 40, 40", "Relu, 15, 15", "Clip, 25, 25",
        "QLinearGlobalAveragePool, 20, 20", "QLinearAdd, 15, 0", "QLinearConcat, 15, 0", "ConvInteger, 20, 0", "MatMulInteger, 20, 0"})
    void areEqual(String operator, int cases, int onArray) throws OrtException {
        int placed = 0;
        try (Device device = PlacedModels.device("reference")) {
            for (int seed = 0; seed < cases; seed++) {
                placed += compare(QuantisedCases.of(operator, seed), device, operator + " of seed " + seed);
            }
        }
        assertEquals(onArray, placed, operator + " nodes on the array");
    }

    /** 1 where the node is on the array, else 0. */
    private static int compare(OperatorCase operatorCase, Device device, String what) throws OrtException {
        Model model = ModelReader.read(ByteBuffer.wrap(operatorCase.model()));
        try (PlacedModel placed = PlacedModel.load(model, device)) {
            Tensor got = placed.run(Map.of("x", operatorCase.x())).get("y");
            Tensor expected = operatorCase.there();
            assertEquals(expected.toString(), got.toString(), what);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.longAt(i), got.longAt(i), () -> "%s: %s".formatted(what, placed.placements()));
            }
            return (int) placed.placements().stream().filter(node -> node.region() > 0).count();
        }
    }
}
