package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Operator;
import systole.graph.Shape;

class AlexNetTest {
    private final NetworkShapes network = NetworkShapes.of("alexnet");
    private final NetworkShapes oneColumn = NetworkShapes.of("alexnet-one-column");

    @Test
    void isThePapersTwoGroupNetwork() {
        network.hasBillionMacs(0.6, 0.8).sortsIntoThousandClasses();
        assertEquals(Shape.of(256, 48, 5, 5), network.graph().parameterShapes().get("conv2.weight"));
    }

    @Test
    void hasThePapersShapes() {
        network.makes("conv1", 96, 55, 55).makes("pool1", 96, 27, 27).makes("conv2", 256, 27, 27).makes("pool2", 256, 13, 13)
                .makes("conv3", 384, 13, 13).makes("conv4", 384, 13, 13).makes("conv5", 256, 13, 13).makes("pool5", 256, 6, 6);
    }

    /**
     * The counts of the authors' slides (thousands of weights, millions of multiplications), in units of the last digit that is told. Their 307K,
     * 442K, 223M, 112M and 74M are those of two groups; their 1.3M weights of conv4 are those of one group, 0.66M of two.
     */
    @ParameterizedTest
    @CsvSource({"conv1, 35, 105", "conv2, 307, 223", "conv3, 884, 149", "conv4, 663, 112", "conv5, 442, 74", "fc6, 37748, 37", "fc7, 16777, 16",
        "fc8, 4096, 4"})
    void hasTheWeightsAndMultiplicationsOfTheAuthorsSlides(String layer, long thousands, long millions) {
        assertEquals(thousands, network.weights(layer) / 1e3, 1, layer);
        assertEquals(millions, network.macs(layer) / 1e6, 1, layer);
    }

    @Test
    void hasMoreWeightsInOneGroup() {
        assertEquals(1.3, oneColumn.weights("conv4") / 1e6, 0.05);
        assertEquals(2 * network.weights("conv4"), oneColumn.weights("conv4"));
        assertEquals(2 * 307_200, oneColumn.weights("conv2"));
    }

    @Test
    void hasMapsOfPowersOfTwoInOneColumn() {
        oneColumn.makes("conv1", 96, 56, 56).makes("pool1", 96, 28, 28).makes("conv2", 256, 28, 28).makes("pool2", 256, 14, 14)
                .makes("conv3", 384, 14, 14).makes("conv4", 384, 14, 14).makes("conv5", 256, 14, 14).makes("pool5", 256, 7, 7)
                .sortsIntoThousandClasses();
    }

    @Test
    void normalisesAsThePaperDoes() {
        Operator.LocalResponseNorm normalisation = (Operator.LocalResponseNorm) network.graph().node("norm2").operator();
        assertEquals(1e-4, normalisation.alpha() / normalisation.size(), 1e-9);
        assertEquals(2, network.count("LocalResponseNorm"));
        assertEquals(2, network.count("Dropout"));
    }
}
