package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import systole.models.Architecture;
import systole.models.NetworkSize;
import systole.models.SeededModel;
import systole.models.Zoo;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.quant.QuantisedGraph;
import systole.quant.Quantiser;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/** Every network of the zoo, small enough for seconds, leaves the reference's bytes in every tensor: on the model, and some on the simulator. */
class ZooParityTest {
    private static final int ARRAY = 8;
    private static final int IMAGES = 2;
    /** Of the tensors: a softmax of few classes may well say the same of both images. */
    private static final double MOST_DEAD = 0.1;

    static final List<String> PUBLISHED = Zoo.all().stream().map(Architecture::name).toList();

    /** Small relatives; layers and their order are the published ones. */
    static final List<Reduced> REDUCED = List.of(
            new Reduced("softmax-regression", 12, 1), new Reduced("mlp-sigmoid", 12, 0.5), new Reduced("mlp-relu", 12, 0.5),
            new Reduced("convnet-4-8-12", 12, 1), new Reduced("convnet-4-8-12-bn", 12, 1), new Reduced("convnet-6-12-24", 12, 1),
            new Reduced("convnet-6-12-24-plain", 13, 1), new Reduced("lenet5", 20, 1), new Reduced("alexnet", 67, 0.125),
            new Reduced("alexnet-one-column", 64, 0.125), new Reduced("zfnet", 64, 0.125), new Reduced("vgg11", 32, 0.125),
            new Reduced("vgg11-lrn", 32, 0.125), new Reduced("vgg13", 32, 0.125), new Reduced("vgg16-c", 35, 0.125), new Reduced("vgg16", 32, 0.125),
            new Reduced("vgg19", 32, 0.125), new Reduced("googlenet", 33, 0.125), new Reduced("inception-v4", 75, 0.06),
            new Reduced("plain34", 32, 0.125), new Reduced("resnet18", 32, 0.125), new Reduced("resnet34", 37, 0.125), new Reduced("resnet50", 32, 0.125),
            new Reduced("resnet101", 32, 0.06), new Reduced("resnet152", 32, 0.06), new Reduced("preact-resnet164", 8, 0.25),
            new Reduced("wide-resnet28-10", 8, 0.05), new Reduced("resnext50", 32, 0.25), new Reduced("densenet121", 64, 0.125),
            new Reduced("fcn-32s", 32, 0.06), new Reduced("fcn-16s", 32, 0.06), new Reduced("fcn-8s", 64, 0.06),
            new Reduced("two-stream-rgb", 67, 0.06), new Reduced("two-stream-flow", 67, 0.06), new Reduced("dqn-atari", 36, 0.25),
            new Reduced("alphago-policy", 9, 0.1), new Reduced("alphago-value", 9, 0.1));

    /**
     * A network in a size that takes about a second.
     *
     * @param width of its channels, where 1 is the paper's
     */
    record Reduced(String network, int input, double width) {
        private static final int CLASSES = 5;

        SeededModel model() {
            Architecture architecture = Zoo.byName(network);
            boolean classifies = !network.startsWith("alphago");
            NetworkSize size = new NetworkSize(input, width, classifies ? CLASSES : architecture.published().classes());
            return new SeededModel(architecture.graph(size));
        }
    }

    @Test
    void noneIsMissing() {
        assertEquals(PUBLISHED, REDUCED.stream().map(Reduced::network).toList());
    }

    @ParameterizedTest
    @FieldSource("REDUCED")
    void theModelLeavesTheReferencesBytes(Reduced reduced) {
        check("model", ARRAY, reduced.model());
    }

    @Tag("nightly")
    @ParameterizedTest
    @FieldSource("PUBLISHED")
    void theModelLeavesTheReferencesBytesAtThePapersSize(String network) {
        check("model", 2 * ARRAY, new SeededModel(Zoo.byName(network).graph()));
    }

    @ParameterizedTest
    @CsvSource({"mlp-sigmoid, 8, 0.25", "convnet-6-12-24, 12, 0.5", "alexnet-one-column, 32, 0.06", "vgg16-c, 32, 0.03", "googlenet, 33, 0.03",
        "preact-resnet164, 8, 0.125", "resnext50, 16, 0.02", "densenet121, 64, 0.03", "fcn-8s, 32, 0.02", "dqn-atari, 36, 0.125",
        "alphago-value, 5, 0.03"})
    void theSimulatorLeavesTheReferencesBytes(String network, int input, double width) {
        check("sim", ARRAY, new Reduced(network, input, width).model());
    }

    private static void check(String name, int array, SeededModel model) {
        QuantisedGraph graph = quantised(model);
        List<byte[]> images = model.images(IMAGES, 2).stream().map(graph.input().quantisation()::quantise).toList();
        ByteBuffer batch = ByteBuffer.allocate(IMAGES * images.getFirst().length);
        images.forEach(batch::put);
        try (Device device = Devices.open(name, DeviceOptions.ofArray(array), ProgressMonitor.SILENT);
                Session session = new Session(graph, device, IMAGES)) {
            Map<String, byte[]> expected = session.expected(batch.array());
            long dead = expected.values().stream().filter(ZooParityTest::isSameForBoth).count();
            assertTrue(dead <= MOST_DEAD * expected.size(), () -> "%d of %d tensors are the same for both images".formatted(dead, expected.size()));
            session.compareAll(batch.array(), expected).forEach(comparison -> assertEquals("equal", comparison.toString(), comparison.tensor()));
        }
    }

    private static boolean isSameForBoth(byte[] images) {
        int half = images.length / IMAGES;
        return Arrays.equals(images, 0, half, images, half, images.length);
    }

    private static QuantisedGraph quantised(SeededModel model) {
        Parameters parameters = model.parameters();
        Network network = new Network(model.graph(), parameters);
        return Quantiser.quantise(model.graph(), parameters.values(), model.images(2, 1), network::activations);
    }
}
