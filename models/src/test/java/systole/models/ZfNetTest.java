package systole.models;

import org.junit.jupiter.api.Test;

class ZfNetTest {
    /** Figure 3 of the paper. */
    @Test
    void hasThePapersShapes() {
        NetworkShapes.of("zfnet").makes("conv1", 96, 110, 110).makes("pool1", 96, 55, 55).makes("conv2", 256, 26, 26).makes("pool2", 256, 13, 13)
                .makes("conv3", 384, 13, 13).makes("conv4", 384, 13, 13).makes("conv5", 256, 13, 13).makes("pool5", 256, 6, 6)
                .sortsIntoThousandClasses();
    }
}
