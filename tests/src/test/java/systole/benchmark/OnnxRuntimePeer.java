package systole.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import systole.graph.Graph;
import systole.nn.Parameters;

/** A graph in ONNX Runtime's float32 CPU provider, fully optimised. With one thread it computes in the thread that calls. */
final class OnnxRuntimePeer implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor image;
    private final Map<String, OnnxTensor> inputs;

    OnnxRuntimePeer(Graph graph, Parameters parameters, float[] values, int threads) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(OnnxModel.of(graph, parameters), options);
        }
        FloatBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
        image = OnnxTensor.createTensor(environment, buffer.put(values).flip(), OnnxModel.extents(graph.input().output()));
        inputs = Map.of(graph.input().name(), image);
    }

    /** The result for the image. */
    float[] forward() {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[buffer.remaining()];
            buffer.get(output);
            return output;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
        }
    }

    @Override
    public void close() throws OrtException {
        image.close();
        session.close();
    }
}
