package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import systole.models.Architecture;
import systole.models.ReducedNetwork;
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

    static final List<ReducedNetwork> REDUCED = ReducedNetwork.ALL;

    @ParameterizedTest
    @FieldSource("REDUCED")
    void theModelLeavesTheReferencesBytes(ReducedNetwork reduced) {
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
        check("sim", ARRAY, new ReducedNetwork(network, input, width).model());
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
