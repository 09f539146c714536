package systole.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.nn.Network;
import systole.onnx.bridge.FloatNetwork;
import systole.onnx.bridge.GraphBridge;
import systole.onnx.conformance.BackendCase;
import systole.onnx.conformance.CaseResult;
import systole.onnx.conformance.Conformance;
import systole.onnx.conformance.Tolerance;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.tensor.Extents;

/** Trained models against ONNX Runtime: run node by node, and as graphs. */
class TrainedModelsTest {
    private static final Extents DIGIT = Extents.of(1, 1, 28, 28);
    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;
    private static final int PIXELS = 28 * 28;
    private static final int FIRST = 8000;
    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @ValueSource(strings = {"models/mnist_8", "models/mlperf-tiny-resnet8", "models/RFB-320"})
    void giveTheOutputsThatTheyCameWith(String folder) throws IOException {
        Conformance conformance = new Conformance(Interpreter::new, new Tolerance(TOLERANCE, TOLERANCE));
        for (BackendCase backendCase : BackendCase.find(SharedData.require(folder))) {
            CaseResult result = conformance.run(backendCase);
            assertEquals(CaseResult.Outcome.PASSED, result.outcome(), backendCase.name() + ": " + result.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({"models/mnist_8, 1", "models/cnn-mnist-pytorch, 255"})
    void readDigitsAsOnnxRuntimeDoes(String folder, float divisor) throws IOException, OrtException {
        compareDigits(folder, divisor, 200);
    }

    /** Pixels are divided by what the model was trained with; the number that is read right is ONNX Runtime's too. */
    @ParameterizedTest
    @CsvSource({"models/mnist_8, 1, 1991", "models/cnn-mnist-pytorch, 255, 1986"})
    @Tag("nightly")
    void readAllDigitsAsOnnxRuntimeDoes(String folder, float divisor, int right) throws IOException, OrtException {
        assertEquals(right, compareDigits(folder, divisor, 2000));
    }

    @Test
    void equalOnnxRuntimeOnNoise() throws IOException, OrtException {
        Path file = SharedData.require("models/mlperf-tiny-resnet8/float32/model.onnx");
        Model model = ModelReader.read(file);
        Extents extents = Extents.of(model.graph().inputs().getFirst().dimensions().orElseThrow().stream()
                .mapToInt(dimension -> dimension.size().orElse(1)).toArray());
        Random random = new Random(1);
        try (Comparison comparison = new Comparison(file, extents)) {
            for (int i = 0; i < 5; i++) {
                float[] values = new float[extents.size()];
                for (int j = 0; j < values.length; j++) {
                    values[j] = 255 * random.nextFloat();
                }
                comparison.run("image " + i, values);
            }
        }
    }

    /** How many of the first test images are read right. */
    private static int compareDigits(String folder, float divisor, int count) throws IOException, OrtException {
        byte[] images = unpacked("mnist/t10k-images-idx3-ubyte.gz");
        byte[] labels = unpacked("mnist/t10k-labels-idx1-ubyte.gz");
        int right = 0;
        try (Comparison comparison = new Comparison(SharedData.require(folder).resolve("model.onnx"), DIGIT)) {
            for (int image = FIRST; image < FIRST + count; image++) {
                float[] values = new float[PIXELS];
                for (int i = 0; i < PIXELS; i++) {
                    values[i] = (images[IMAGES_HEADER + image * PIXELS + i] & 0xFF) / divisor;
                }
                right += comparison.run("image " + image, values) == labels[LABELS_HEADER + image] ? 1 : 0;
            }
        }
        return right;
    }

    private static byte[] unpacked(String name) throws IOException {
        try (DataInputStream stream = new DataInputStream(new GZIPInputStream(Files.newInputStream(SharedData.require(name))))) {
            return stream.readAllBytes();
        }
    }

    /** A model in ONNX Runtime, in the interpreter and as a graph. */
    private static final class Comparison implements AutoCloseable {
        private final Extents extents;
        private final Oracle oracle;
        private final Interpreter interpreter;
        private final Network network;

        Comparison(Path file, Extents extents) throws IOException, OrtException {
            this.extents = extents;
            Model model = ModelReader.read(file);
            interpreter = new Interpreter(model);
            FloatNetwork graph = GraphBridge.of(model);
            network = new Network(graph.graph(), graph.parameters());
            oracle = new Oracle(file);
        }

        /** The index of the highest score, which is the same for all three, as all scores are but for rounding. */
        int run(String what, float[] values) throws OrtException {
            float[] expected = oracle.run(extents, values);
            float largest = 1;
            for (float score : expected) {
                largest = Math.max(largest, Math.abs(score));
            }
            for (float[] scores : Arrays.asList(Oracle.run(interpreter, extents, values), network.forward(values))) {
                assertArrayEquals(expected, scores, TOLERANCE * largest, what);
                assertEquals(best(expected), best(scores), what);
            }
            return best(expected);
        }

        @Override
        public void close() throws OrtException {
            oracle.close();
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
