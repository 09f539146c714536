package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class InceptionV4Test {
    private final NetworkShapes network = NetworkShapes.of("inception-v4");

    /** Figures 3 and 9 of the paper. */
    @Test
    void hasThePapersShapes() {
        network.makes("stem.conv1", 32, 149, 149).makes("stem.conv2", 32, 147, 147).makes("stem.conv3", 64, 147, 147)
                .makes("stem.concat1", 160, 73, 73).makes("stem.concat2", 192, 71, 71).makes("stem.concat3", 384, 35, 35).makes("inceptionA4.output", 384, 35, 35)
                .makes("reductionA.output", 1024, 17, 17).makes("inceptionB7.output", 1024, 17, 17).makes("reductionB.output", 1536, 8, 8)
                .makes("inceptionC3.output", 1536, 8, 8).makes("avgpool", 1536, 1, 1).sortsIntoThousandClasses();
    }

    @Test
    void convolvesByRowsAndColumns() {
        assertEquals(Shape.of(224, 192, 1, 7), network.graph().parameterShapes().get("inceptionB1.7x7_1.weight"));
        assertEquals(Shape.of(256, 224, 7, 1), network.graph().parameterShapes().get("inceptionB1.7x7_2.weight"));
        assertEquals(149, network.count("Conv2d"));
        assertEquals(14, network.count("AveragePool"));
    }
}
