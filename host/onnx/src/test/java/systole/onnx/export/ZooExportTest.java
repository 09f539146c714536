package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;
import systole.models.Model;
import systole.models.Models;
import systole.models.data.SmoothImages;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/** Whole networks: ONNX Runtime computes every tensor as the reference does, float outputs within rounding, int8 tensors byte for byte. */
class ZooExportTest {
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "resnet18"})
    void smallNetworksAreEqual(String name) throws OrtException {
        check(name);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "googlenet", "resnet50", "vgg16"})
    void largeNetworksAreEqual(String name) throws OrtException {
        check(name);
    }

    private static void check(String name) throws OrtException {
        Model model = Models.byName(name);
        Parameters parameters = model.parameters();
        Shape input = model.graph().input().output();
        Network network = new Network(model.graph(), parameters);
        float[] image = SmoothImages.of(input, 1, SEED).getFirst();
        checkFloat(model, parameters, network.forward(image), image);
        QuantisedGraph quantised = Quantiser.quantise(
                model.graph(), parameters.values(), SmoothImages.of(input, 1, CALIBRATION_SEED), network::activations);
        Map<String, RuntimeComparison.Difference> differences =
                RuntimeComparison.of(quantised, QuantisedExport.integer(quantised), image);
        assertEquals(List.of(), differences.entrySet().stream().filter(tensor -> tensor.getValue().differing() > 0).toList());
    }

    private static void checkFloat(Model model, Parameters parameters, float[] expected, float[] image) throws OrtException {
        String input = model.graph().input().name();
        try (RuntimeSession session = RuntimeSession.plain(FloatExport.of(model.graph(), parameters.values()))) {
            float[] got = (float[]) session.run(Map.of(input, RuntimeComparison.image(model.graph().input().output(), image)))
                    .get(model.graph().output());
            float largest = 0;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], got[i], 1e-4f * largest, model.name() + ", output " + i);
            }
        }
    }
}
