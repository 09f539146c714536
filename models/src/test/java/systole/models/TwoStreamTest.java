package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class TwoStreamTest {
    /** The maps of Chatfield et al., 2014, table 1, CNN-M, whose pools halve the extents; figure 1 of the paper for full6 and full7. */
    @Test
    void hasThePapersShapes() {
        for (String stream : new String[] {"two-stream-rgb", "two-stream-flow"}) {
            NetworkShapes network = NetworkShapes.of(stream).makes("conv1", 96, 109, 109).makes("pool1", 96, 54, 54).makes("conv2", 256, 26, 26)
                    .makes("pool2", 256, 13, 13).makes("conv5", 512, 13, 13).makes("pool5", 512, 6, 6);
            assertEquals(Shape.vector(4096), network.graph().node("fc6").output());
            assertEquals(Shape.vector(2048), network.graph().node("fc7").output());
            assertEquals(Shape.vector(101), network.graph().outputShape());
        }
    }

    @Test
    void seesTenFramesOfFlow() {
        NetworkShapes flow = NetworkShapes.of("two-stream-flow");
        assertEquals(Shape.of(96, 20, 7, 7), flow.graph().parameterShapes().get("conv1.weight"));
        assertEquals(1, flow.count("LocalResponseNorm"));
        assertEquals(2, NetworkShapes.of("two-stream-rgb").count("LocalResponseNorm"));
    }
}
