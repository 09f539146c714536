package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Node;
import systole.graph.Shape;

class VggTest {
    private final NetworkShapes vgg16 = NetworkShapes.of("vgg16");

    /**
     * Every line of VGG-16's table in Stanford's course CS231n ("Convolutional networks", case studies): output, thousands of activations, weights
     * without biases.
     */
    @ParameterizedTest
    @CsvSource({
        "input,   3x224x224,  150,  0",
        "conv1_1, 64x224x224, 3200, 1728",
        "conv1_2, 64x224x224, 3200, 36864",
        "pool1,   64x112x112, 800,  0",
        "conv2_1, 128x112x112, 1600, 73728",
        "conv2_2, 128x112x112, 1600, 147456",
        "pool2,   128x56x56,  400,  0",
        "conv3_1, 256x56x56,  800,  294912",
        "conv3_2, 256x56x56,  800,  589824",
        "conv3_3, 256x56x56,  800,  589824",
        "pool3,   256x28x28,  200,  0",
        "conv4_1, 512x28x28,  400,  1179648",
        "conv4_2, 512x28x28,  400,  2359296",
        "conv4_3, 512x28x28,  400,  2359296",
        "pool4,   512x14x14,  100,  0",
        "conv5_1, 512x14x14,  100,  2359296",
        "conv5_2, 512x14x14,  100,  2359296",
        "conv5_3, 512x14x14,  100,  2359296",
        "pool5,   512x7x7,    25,   0",
        "fc6,     4096,       4,    102760448",
        "fc7,     4096,       4,    16777216",
        "fc8,     1000,       1,    4096000",
    })
    void hasEveryLineOfThePublishedTable(String name, String output, long thousands, long weights) {
        Node node = vgg16.graph().node(name);
        assertEquals(output, node.output().toString());
        assertEquals(thousands, node.output().size() / 1e3, 0.035 * thousands + 0.1, "the table calls 3,211,264 3.2M and 4,096 4K");
        Shape weight = vgg16.graph().parameterShapes(node).get(name + ".weight");
        assertEquals(weights, weight == null ? 0 : weight.size());
    }

    /**
     * The table's totals: 138 million parameters; and 24 million activations, 93 MB, which its own lines do not add up to: they make 15.2 million,
     * 61 MB, and with each ReLU's output as a tensor of its own 28.8 million.
     */
    @Test
    void hasTheTablesTotals() {
        assertEquals(138, (vgg16.weights("fc6") + vgg16.weights("fc7") + vgg16.weights("fc8") + 14_710_464) / 1e6, 0.5);
        assertEquals(15_237_608, vgg16.activations("Relu", "Dropout", "Flatten", "Softmax"));
        assertEquals(28_793_320, vgg16.activations("Dropout", "Flatten", "Softmax"));
    }

    /** Table 1 of the paper: convolutions and fully-connected layers. */
    @ParameterizedTest
    @CsvSource({"vgg11, 8, 0", "vgg11-lrn, 8, 1", "vgg13, 10, 0", "vgg16-c, 13, 0", "vgg16, 13, 0", "vgg19, 16, 0"})
    void haveThePapersLayers(String name, int convolutions, int normalisations) {
        NetworkShapes network = NetworkShapes.of(name).sortsIntoThousandClasses();
        assertEquals(List.of((long) convolutions, 3L, 5L, (long) normalisations),
                List.of(network.count("Conv2d"), network.count("Linear"), network.count("MaxPool"), network.count("LocalResponseNorm")));
        network.makes("pool1", 64, 112, 112).makes("pool2", 128, 56, 56).makes("pool3", 256, 28, 28).makes("pool4", 512, 14, 14)
                .makes("pool5", 512, 7, 7);
    }

    @Test
    void configurationCLooksAtSinglePixels() {
        assertEquals(Shape.of(512, 512, 1, 1), NetworkShapes.of("vgg16-c").graph().parameterShapes().get("conv5_3.weight"));
    }
}
