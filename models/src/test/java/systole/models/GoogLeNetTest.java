package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GoogLeNetTest {
    private final NetworkShapes network = NetworkShapes.of("googlenet");

    @Test
    void isThePapersNetworkWithoutAuxiliaryClassifiers() {
        network.sortsIntoThousandClasses();
        assertEquals(3 + 9 * 6, network.count("Conv2d"));
        assertEquals(9, network.count("Concat"));
        assertEquals(2, network.count("LocalResponseNorm"));
    }

    @Test
    void hasThePapersShapes() {
        network.makes("conv1", 64, 112, 112).makes("pool1", 64, 56, 56).makes("conv2.3x3", 192, 56, 56).makes("pool2", 192, 28, 28)
                .makes("inception3a.output", 256, 28, 28).makes("inception3b.output", 480, 28, 28).makes("pool3", 480, 14, 14)
                .makes("inception4a.output", 512, 14, 14).makes("inception4b.output", 512, 14, 14).makes("inception4c.output", 512, 14, 14)
                .makes("inception4d.output", 528, 14, 14).makes("inception4e.output", 832, 14, 14).makes("pool4", 832, 7, 7)
                .makes("inception5a.output", 832, 7, 7).makes("inception5b.output", 1024, 7, 7).makes("pool5", 1024, 1, 1);
    }
}
