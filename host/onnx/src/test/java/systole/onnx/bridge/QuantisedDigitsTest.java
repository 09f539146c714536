package systole.onnx.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.models.data.GreyImage;
import systole.models.data.LabelledImages;
import systole.models.data.Mnist;
import systole.nn.InferenceNetwork;
import systole.nn.Network;
import systole.onnx.SharedData;
import systole.onnx.model.ModelReader;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.reference.ReferenceExecutor;

/** Models that others trained on digits, in int8: MNIST's images 8000-9999, calibrated by some before these. */
class QuantisedDigitsTest {
    private static final int CALIBRATION_IMAGES = 32;
    private static final double LOSS = 0.003;

    @ParameterizedTest
    @CsvSource({"models/mnist_8, 1", "models/cnn-mnist-pytorch, 255"})
    void int8LosesAtMostThreeTenthsOfAPoint(String folder, float divisor) throws IOException {
        FloatNetwork network = GraphBridge.of(ModelReader.read(SharedData.require(folder).resolve("model.onnx")));
        Mnist digits = Mnist.read(SharedData.require("mnist"));
        List<float[]> calibration = digits.training().images().stream().limit(CALIBRATION_IMAGES).map(image -> pixels(image, divisor)).toList();
        QuantisedGraph quantised = Quantiser.quantise(network.graph(), network.parameters().values(), calibration,
                new Network(network.graph(), network.parameters())::activations);
        InferenceNetwork exact = InferenceNetwork.of(network.graph(), network.parameters());
        ReferenceExecutor reference = new ReferenceExecutor(quantised);
        LabelledImages test = digits.test();
        int inFloat = 0;
        int inInt8 = 0;
        for (int i = 0; i < test.size(); i++) {
            float[] image = pixels(test.images().get(i), divisor);
            byte[] scores = reference.run(quantised.input().quantisation().quantise(image)).get(quantised.output().name());
            float[] real = new float[scores.length];
            IntStream.range(0, real.length).forEach(j -> real[j] = scores[j]);
            inFloat += best(exact.forward(image)) == test.labels().get(i) ? 1 : 0;
            inInt8 += best(real) == test.labels().get(i) ? 1 : 0;
        }
        String counts = "%s: %d of %d in float, %d in int8".formatted(folder, inFloat, test.size(), inInt8);
        assertTrue(inFloat >= 0.98 * test.size() && inInt8 >= inFloat - LOSS * test.size(), counts);
    }

    private static float[] pixels(GreyImage image, float divisor) {
        float[] values = new float[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.pixels()[i] & 0xFF) / divisor;
        }
        return values;
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
