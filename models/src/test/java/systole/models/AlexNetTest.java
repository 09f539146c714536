package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import systole.graph.Operator;
import systole.graph.Shape;

class AlexNetTest {
    private final NetworkShapes network = NetworkShapes.of("alexnet");

    @Test
    void isThePapersTwoGroupNetwork() {
        network.hasParameters(60_965_224).hasBillionMacs(0.6, 0.8).sortsIntoThousandClasses();
        assertEquals(Shape.of(256, 48, 5, 5), network.graph().parameterShapes().get("conv2.weight"));
    }

    @Test
    void hasThePapersShapes() {
        network.makes("conv1", 96, 55, 55).makes("pool1", 96, 27, 27).makes("conv2", 256, 27, 27).makes("pool2", 256, 13, 13)
                .makes("conv3", 384, 13, 13).makes("conv4", 384, 13, 13).makes("conv5", 256, 13, 13).makes("pool5", 256, 6, 6);
    }

    @Test
    void normalisesAsThePaperDoes() {
        Operator.LocalResponseNorm normalisation = (Operator.LocalResponseNorm) network.graph().node("norm2").operator();
        assertEquals(1e-4, normalisation.alpha() / normalisation.size(), 1e-9);
        assertEquals(2, network.count("LocalResponseNorm"));
        assertEquals(2, network.count("Dropout"));
    }
}
