package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;
import systole.models.Model;
import systole.models.Models;
import systole.models.ReducedNetwork;
import systole.models.SeededModel;
import systole.models.data.SmoothImages;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/** Whole networks: ONNX Runtime computes every tensor as the reference does, float outputs within rounding, int8 tensors byte for byte. */
class ZooExportTest {
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;
    /** For conditioned weights; with few, a hundred layers of 1x1 maps make differences in percents of differences in the last bit. */
    private static final int MEASURED_IMAGES = 32;
    /** Of float outputs, as a share of the largest. */
    private static final float TOLERANCE = 1e-4f;
    /** The same after layers whose maps are 1x1. */
    private static final float SMALL_TOLERANCE = 1e-3f;

    static final List<ReducedNetwork> REDUCED = ReducedNetwork.ALL;

    @ParameterizedTest
    @FieldSource("REDUCED")
    void smallNetworksAreEqual(ReducedNetwork network) throws OrtException {
        SeededModel model = network.model();
        check(model, model.parameters(MEASURED_IMAGES), SMALL_TOLERANCE);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "resnet18", "alexnet", "googlenet", "resnet50", "vgg16"})
    void networksOfThePapersSizesAreEqual(String name) throws OrtException {
        Model model = Models.byName(name);
        check(model, model.parameters(), TOLERANCE);
    }

    private static void check(Model model, Parameters parameters, float tolerance) throws OrtException {
        Shape input = model.graph().input().output();
        Network network = new Network(model.graph(), parameters);
        float[] image = SmoothImages.of(input, 1, SEED).getFirst();
        checkFloat(model, parameters, network.forward(image), image, tolerance);
        QuantisedGraph quantised = Quantiser.quantise(
                model.graph(), parameters.values(), SmoothImages.of(input, 1, CALIBRATION_SEED), network::activations);
        ModelProto integer = QuantisedExport.integer(quantised);
        Map<String, RuntimeComparison.Difference> differences = RuntimeComparison.of(quantised, integer, image);
        assertEquals(List.of(), differences.entrySet().stream().filter(tensor -> tensor.getValue().differing() > 0).toList());
    }

    private static void checkFloat(Model model, Parameters parameters, float[] expected, float[] image, float tolerance)
            throws OrtException {
        String input = model.graph().input().name();
        ModelProto exported = FloatExport.of(model.graph(), parameters.values());
        try (RuntimeSession session = RuntimeSession.plain(exported)) {
            float[] got = (float[]) session.run(Map.of(input, RuntimeComparison.image(model.graph().input().output(), image)))
                    .get(model.graph().output());
            float largest = 0;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], got[i], tolerance * largest, model.name() + ", output " + i);
            }
        }
    }
}
