package systole.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime: the independent judge. */
public final class RuntimeSession implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    private RuntimeSession(OrtSession session) {
        this.session = session;
    }

    /** Loads a model whose graph is run as it stands. */
    public static RuntimeSession plain(ModelProto model) throws OrtException {
        return load(model, SessionOptions.OptLevel.NO_OPT);
    }

    /** Loads a model that ONNX Runtime fuses as it likes. */
    public static RuntimeSession fused(ModelProto model) throws OrtException {
        return load(model, SessionOptions.OptLevel.ALL_OPT);
    }

    private static RuntimeSession load(ModelProto model, SessionOptions.OptLevel level) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setIntraOpNumThreads(1);
            return new RuntimeSession(ENVIRONMENT.createSession(model.toByteArray(), options));
        }
    }

    /** Float32 tensors by name, with their extents. */
    public record Floats(float[] values, long... extents) {
    }

    /** uint8 or int8 tensors by name, with their extents. */
    public record Bytes(byte[] values, boolean signed, long... extents) {
    }

    /** Runs it; gives all outputs by name: arrays of byte or float. */
    public Map<String, Object> run(Map<String, ?> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, ?> input : inputs.entrySet()) {
            tensors.put(input.getKey(), tensor(input.getValue()));
        }
        Map<String, Object> outputs = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(tensors)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), array((OnnxTensor) output.getValue()));
            }
        }
        tensors.values().forEach(OnnxTensor::close);
        return outputs;
    }

    private static OnnxTensor tensor(Object value) throws OrtException {
        return switch (value) {
            case Floats(float[] values, long[] extents) -> OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), extents);
            case Bytes(byte[] values, boolean signed, long[] extents) -> OnnxTensor.createTensor(ENVIRONMENT,
                    ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder()).put(values).rewind(), extents,
                    signed ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
            default -> throw new AssertionError(value);
        };
    }

    private static Object array(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        switch (info.type) {
            case FLOAT -> {
                float[] values = new float[tensor.getFloatBuffer().remaining()];
                tensor.getFloatBuffer().get(values);
                return values;
            }
            case INT32 -> {
                int[] values = new int[tensor.getIntBuffer().remaining()];
                tensor.getIntBuffer().get(values);
                return values;
            }
            default -> {
                byte[] values = new byte[tensor.getByteBuffer().remaining()];
                tensor.getByteBuffer().get(values);
                return values;
            }
        }
    }

    /** The model with more of its tensors as outputs, whatever their type and extents. */
    public static ModelProto exposing(ModelProto model, List<String> tensors) {
        ModelProto.Builder exposed = model.toBuilder();
        tensors.forEach(tensor -> exposed.getGraphBuilder().addOutputBuilder().setName(tensor));
        return exposed.build();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
