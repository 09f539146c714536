package systole.onnx.quantised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import systole.onnx.export.RuntimeSession;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.model.OnnxGraph;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;

/** Models on a device beside ONNX Runtime, tensor by tensor. */
final class PlacedModels {
    private PlacedModels() {
    }

    static Device device(String name) {
        return Devices.open(name, DeviceOptions.ofArray(8), ProgressMonitor.SILENT);
    }

    static Model read(ModelProto proto) {
        return ModelReader.read(ByteBuffer.wrap(proto.toByteArray()));
    }

    /**
     * Runs both on random inputs and compares all 8-bit tensors that the host sees; gives how many these are.
     *
     * @param model what the placed model was read from
     */
    static int compare(ModelProto model, PlacedModel placed, long seed) throws OrtException {
        Map<String, Tensor> inputs = new HashMap<>();
        Map<String, Object> runtimeInputs = new HashMap<>();
        Random random = new Random(seed);
        OnnxGraph graph = placed.model().graph();
        graph.inputs().forEach(input -> {
            Tensor example = placed.example(input.name());
            long[] extents = Arrays.stream(example.extents().toArray()).asLongStream().toArray();
            if (EightBits.are(example)) {
                byte[] values = new byte[example.size()];
                random.nextBytes(values);
                inputs.put(input.name(), Tensor.of(example.type(), example.extents(), values));
                runtimeInputs.put(input.name(), new RuntimeSession.Bytes(values, example.type() == DataType.INT8, extents));
            } else {
                float[] values = new float[example.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * 10);
                }
                inputs.put(input.name(), Tensor.of(example.extents(), values));
                runtimeInputs.put(input.name(), new RuntimeSession.Floats(values, extents));
            }
        });
        List<String> inner = graph.nodes().stream().flatMap(node -> node.outputs().stream())
                .filter(tensor -> graph.outputs().stream().noneMatch(output -> output.name().equals(tensor))).toList();
        Map<String, Tensor> got = placed.observe(inputs);
        try (RuntimeSession session = RuntimeSession.plain(RuntimeSession.exposing(model, inner))) {
            int compared = 0;
            for (Map.Entry<String, Object> expected : session.run(runtimeInputs).entrySet()) {
                Tensor tensor = got.get(expected.getKey());
                if (tensor != null && EightBits.are(tensor)) {
                    byte[] values = (byte[]) expected.getValue();
                    assertEquals(-1, Arrays.mismatch(values, tensor.bytes()), expected.getKey());
                    compared++;
                }
            }
            return compared;
        }
    }

    static void requireOnArray(PlacedModel placed, String operator) {
        assertTrue(placed.placements().stream().filter(placement -> placement.operator().equals(operator)).allMatch(placement -> placement.region() > 0),
                () -> placed.placements().toString());
    }
}
