package systole.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.ShapeException;
import systole.models.Architecture;
import systole.models.Model;
import systole.models.Models;
import systole.models.NetworkSize;
import systole.models.SeededModel;
import systole.models.Zoo;
import systole.models.data.SmoothImages;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;

/** Whole networks: ONNX Runtime computes every tensor as the reference does, float outputs within rounding, int8 tensors byte for byte. */
class ZooExportTest {
    private static final long CALIBRATION_SEED = 3;
    private static final long SEED = 7;
    private static final double WIDTH = 0.07;
    /** Rows and columns of images; a network takes the first that leaves something for all its layers. */
    private static final List<Integer> INPUTS = List.of(9, 12, 20, 32, 36, 67, 75);

    @ParameterizedTest
    @ValueSource(strings = {"softmax-regression", "mlp-sigmoid", "mlp-relu", "convnet-4-8-12", "convnet-4-8-12-bn", "convnet-6-12-24",
        "convnet-6-12-24-plain", "lenet5", "alexnet", "alexnet-one-column", "zfnet", "vgg11", "vgg11-lrn", "vgg13", "vgg16-c", "vgg16", "vgg19",
        "wide-resnet28-10", "two-stream-rgb", "two-stream-flow", "dqn-atari", "alphago-policy", "alphago-value"})
    void smallNetworksAreEqual(String name) throws OrtException {
        check(new SeededModel(small(Zoo.byName(name))));
    }

    private static Graph small(Architecture architecture) {
        for (int input : INPUTS) {
            try {
                return architecture.graph(new NetworkSize(input, WIDTH, architecture.published().classes()));
            } catch (ShapeException e) {
                // the next is larger
            }
        }
        throw new AssertionError(architecture + " takes none of " + INPUTS);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "resnet18", "alexnet", "googlenet", "resnet50", "vgg16"})
    void networksOfThePapersSizesAreEqual(String name) throws OrtException {
        check(Models.byName(name));
    }

    private static void check(Model model) throws OrtException {
        Parameters parameters = model.parameters();
        Shape input = model.graph().input().output();
        Network network = new Network(model.graph(), parameters);
        float[] image = SmoothImages.of(input, 1, SEED).getFirst();
        checkFloat(model, parameters, network.forward(image), image);
        QuantisedGraph quantised = Quantiser.quantise(
                model.graph(), parameters.values(), SmoothImages.of(input, 1, CALIBRATION_SEED), network::activations);
        ModelProto integer = QuantisedExport.integer(quantised);
        Map<String, RuntimeComparison.Difference> differences = RuntimeComparison.of(quantised, integer, image);
        assertEquals(List.of(), differences.entrySet().stream().filter(tensor -> tensor.getValue().differing() > 0).toList());
    }

    private static void checkFloat(Model model, Parameters parameters, float[] expected, float[] image) throws OrtException {
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
                assertEquals(expected[i], got[i], 1e-4f * largest, model.name() + ", output " + i);
            }
        }
    }
}
