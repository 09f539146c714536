package systole.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.onnx.conformance.BackendCase;
import systole.onnx.conformance.CaseResult;
import systole.onnx.conformance.Conformance;
import systole.onnx.conformance.Tolerance;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.tensor.Extents;

/** Trained models against ONNX Runtime. */
class TrainedModelsTest {
    private static final Extents DIGIT = Extents.of(1, 1, 28, 28);
    private static final int HEADER = 16;
    private static final int PIXELS = 28 * 28;
    private static final int FIRST = 8000;

    @ParameterizedTest
    @ValueSource(strings = {"models/mnist_8", "models/mlperf-tiny-resnet8", "models/RFB-320"})
    void giveTheOutputsThatTheyCameWith(String folder) throws IOException {
        Conformance conformance = new Conformance(Interpreter::new, new Tolerance(1e-4, 1e-4));
        for (BackendCase backendCase : BackendCase.find(SharedData.require(folder))) {
            CaseResult result = conformance.run(backendCase);
            assertEquals(CaseResult.Outcome.PASSED, result.outcome(), backendCase.name() + ": " + result.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/mnist_8", "models/cnn-mnist-pytorch"})
    void readDigitsAsOnnxRuntimeDoes(String folder) throws IOException, OrtException {
        Path file = SharedData.require(folder).resolve("model.onnx");
        byte[] images = digits(SharedData.require("mnist/t10k-images-idx3-ubyte.gz"));
        Interpreter interpreter = new Interpreter(ModelReader.read(file));
        float divisor = folder.endsWith("mnist_8") ? 1 : 255;
        try (Oracle oracle = new Oracle(file)) {
            for (int image = FIRST; image < (images.length - HEADER) / PIXELS; image++) {
                float[] values = new float[PIXELS];
                for (int i = 0; i < PIXELS; i++) {
                    values[i] = (images[HEADER + image * PIXELS + i] & 0xFF) / divisor;
                }
                assertEquals(best(oracle.run(DIGIT, values)), best(Oracle.run(interpreter, DIGIT, values)), "image " + image);
            }
        }
    }

    @Test
    void equalOnnxRuntimeOnNoise() throws IOException, OrtException {
        Path file = SharedData.require("models/mlperf-tiny-resnet8/float32/model.onnx");
        Model model = ModelReader.read(file);
        Extents extents = Extents.of(model.graph().inputs().getFirst().dimensions().orElseThrow().stream()
                .mapToInt(dimension -> dimension.size().orElse(1)).toArray());
        Random random = new Random(1);
        try (Oracle oracle = new Oracle(file)) {
            for (int i = 0; i < 10; i++) {
                float[] values = new float[extents.size()];
                for (int j = 0; j < values.length; j++) {
                    values[j] = 255 * random.nextFloat();
                }
                assertArrayEquals(oracle.run(extents, values), Oracle.run(new Interpreter(model), extents, values), 1e-4f);
            }
        }
    }

    private static byte[] digits(Path file) throws IOException {
        try (DataInputStream stream = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            return stream.readAllBytes();
        }
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
