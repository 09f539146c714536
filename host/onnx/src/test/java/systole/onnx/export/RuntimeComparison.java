package systole.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import systole.graph.Shape;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.runtime.reference.ReferenceExecutor;

/** Every tensor of a quantised graph by ONNX Runtime, on the exported model, beside the reference's. */
public final class RuntimeComparison {
    private RuntimeComparison() {
    }

    /**
     * @param values compared
     * @param differing of these
     * @param largest difference
     */
    public record Difference(int values, int differing, int largest) {
        /** Compares int8 values with uint8 ones. */
        static Difference of(byte[] signed, byte[] unsigned) {
            int differing = 0;
            int largest = signed.length == unsigned.length ? 0 : Integer.MAX_VALUE;
            for (int i = 0; i < Math.min(signed.length, unsigned.length); i++) {
                int difference = Math.abs(signed[i] - Byte.MIN_VALUE - (unsigned[i] & 0xFF));
                differing += difference == 0 ? 0 : 1;
                largest = Math.max(largest, difference);
            }
            return new Difference(signed.length, differing, largest);
        }
    }

    /** Runs both on one image; the difference of each tensor by name. */
    static Map<String, Difference> of(QuantisedGraph graph, ModelProto model, float[] image) throws OrtException {
        List<String> tensors = Stream.concat(Stream.of(graph.input().name()), graph.nodes().stream().map(QuantisedNode::name)).toList();
        ModelProto exposing = RuntimeSession.exposing(model, tensors.stream().map(name -> QuantisedExport.name(graph, name)).toList());
        Map<String, byte[]> expected = new LinkedHashMap<>();
        byte[] input = graph.input().quantisation().quantise(image);
        expected.put(graph.input().name(), input);
        expected.putAll(new ReferenceExecutor(graph).run(input));
        try (RuntimeSession session = RuntimeSession.plain(exposing)) {
            Map<String, Object> got = session.run(Map.of(graph.input().name(), image(graph.input().shape(), image)));
            Map<String, Difference> differences = new LinkedHashMap<>();
            expected.forEach((name, values) ->
                    differences.put(name, Difference.of(values, (byte[]) got.get(QuantisedExport.name(graph, name)))));
            return differences;
        }
    }

    static RuntimeSession.Floats image(Shape shape, float[] image) {
        long[] extents = Stream.concat(Stream.of(1), shape.extents().stream()).mapToLong(Integer::longValue).toArray();
        return new RuntimeSession.Floats(image, extents);
    }

    /** An image that uses the input's whole range. */
    static float[] noise(QuantisedGraph graph, long seed) {
        Random random = new Random(seed);
        float[] image = new float[graph.input().shape().size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = graph.input().quantisation().dequantise((byte) random.nextInt());
        }
        return image;
    }
}
