package systole.onnx.quantised;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.onnx.SharedData;
import systole.runtime.Device;

/** MLPerf Tiny's ResNet-8, quantised by others: QLinearConv, with additions and the mean in float32 between them. */
class ResNet8Test {
    @ParameterizedTest
    @CsvSource({"reference, 8", "model, 3"})
    void everyTensorIsOnnxRuntimes(String deviceName, int images) throws IOException, OrtException {
        Path file = SharedData.require("models/mlperf-tiny-resnet8/u8s8/model.onnx");
        ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file));
        try (Device device = PlacedModels.device(deviceName); PlacedModel placed = PlacedModel.observing(PlacedModels.read(proto), device)) {
            for (int seed = 0; seed < images; seed++) {
                PlacedModels.compare(proto, placed, seed);
            }
            PlacedModels.requireOnArray(placed, "QLinearConv");
            List<String> sums = placed.placements().stream().filter(placement -> placement.operator().equals("Add")).map(Placement::place).toList();
            assertEquals(List.of("host", "array", "array"), sums, "no multipliers give all sums of the first");
        }
    }
}
