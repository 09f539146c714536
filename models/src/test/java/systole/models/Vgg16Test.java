package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Vgg16Test {
    private final NetworkShapes network = NetworkShapes.of("vgg16");

    @Test
    void isThePapersConfigurationD() {
        network.hasParameters(138_357_544).hasBillionMacs(15.3, 15.7).sortsIntoThousandClasses();
        assertEquals(13, network.count("Conv2d"));
        assertEquals(3, network.count("Linear"));
    }

    @Test
    void hasThePapersShapes() {
        network.makes("conv1_2", 64, 224, 224).makes("pool1", 64, 112, 112).makes("pool2", 128, 56, 56).makes("pool3", 256, 28, 28)
                .makes("pool4", 512, 14, 14).makes("conv5_3", 512, 14, 14).makes("pool5", 512, 7, 7);
    }
}
