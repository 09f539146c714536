package systole.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** ONNX Runtime, without its optimisations, running a model of one float input. */
final class Oracle implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Oracle(Path model) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        options.setIntraOpNumThreads(1);
        session = environment.createSession(model.toString(), options);
    }

    /** Its first output. */
    float[] run(Extents extents, float[] values) throws OrtException {
        String name = session.getInputNames().iterator().next();
        long[] sizes = extents.sizes().stream().mapToLong(Integer::longValue).toArray();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), sizes);
                OrtSession.Result result = session.run(Map.of(name, input))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[output.remaining()];
            output.get(copy);
            return copy;
        }
    }

    /** The first output of whatever runs a model of one input. */
    static float[] run(ModelExecutor executor, Extents extents, float[] values) {
        String name = executor.model().graph().inputs().getFirst().name();
        return executor.run(Map.of(name, Tensor.of(extents, values))).values().iterator().next().floats();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
