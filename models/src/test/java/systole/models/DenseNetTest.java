package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DenseNetTest {
    private final NetworkShapes network = NetworkShapes.of("densenet121");

    @Test
    void hasThePapersLayers() {
        assertEquals(121, network.count("Conv2d") + network.count("Linear"));
        assertEquals(58, network.count("Concat"));
        assertEquals(List.of("features.denseblock1.denselayer1.concat"), network.graph().node("features.denseblock1.denselayer2.norm1").inputs());
    }

    /** Table 1 of the paper. */
    @Test
    void hasThePapersShapes() {
        network.makes("features.conv0", 64, 112, 112).makes("features.pool0", 64, 56, 56)
                .makes("features.denseblock1.denselayer6.concat", 256, 56, 56).makes("features.transition1.pool", 128, 28, 28)
                .makes("features.denseblock2.denselayer12.concat", 512, 28, 28)
                .makes("features.transition2.pool", 256, 14, 14).makes("features.denseblock3.denselayer24.concat", 1024, 14, 14)
                .makes("features.transition3.pool", 512, 7, 7).makes("features.denseblock4.denselayer16.concat", 1024, 7, 7)
                .makes("avgpool", 1024, 1, 1).sortsIntoThousandClasses();
    }
}
