package systole.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.models.SharedData;
import systole.onnx.Interpreter;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.quantised.PlacedModel;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/** A quantised ONNX model that others made, on the simulated array and the host: every tensor is the interpreter's, and so ONNX Runtime's. */
class OnnxOnTheSimulatorTest {
    private static final int CONVOLUTIONS = 10;

    @Test
    void resNet8sTensorsAreEqual() throws IOException {
        Model model = ModelReader.read(SharedData.require("models/mlperf-tiny-resnet8/u8s8/model.onnx"));
        try (Device device = Devices.open("sim", DeviceOptions.ofArray(16), ProgressMonitor.SILENT);
                PlacedModel placed = PlacedModel.observing(model, device)) {
            Map<String, Tensor> inputs = Map.of(model.graph().inputs().getFirst().name(),
                    noise(placed.example(model.graph().inputs().getFirst().name()).extents()));
            Map<String, Tensor> expected = new HashMap<>();
            new Interpreter(model).run(inputs, expected::put);
            Map<String, Tensor> got = placed.observe(inputs);
            List<String> bytes = got.keySet().stream().filter(name -> expected.containsKey(name) && got.get(name).type() == DataType.UINT8).toList();
            assertTrue(bytes.size() > CONVOLUTIONS, bytes.toString());
            bytes.forEach(name -> assertArrayEquals(expected.get(name).bytes(), got.get(name).bytes(), name));
            assertEquals(CONVOLUTIONS, placed.placements().stream()
                    .filter(node -> node.operator().equals("QLinearConv") && node.place().equals("array")).count());
        }
    }

    private static Tensor noise(Extents extents) {
        byte[] values = new byte[extents.size()];
        new Random(1).nextBytes(values);
        return Tensor.of(DataType.UINT8, extents, values);
    }
}
