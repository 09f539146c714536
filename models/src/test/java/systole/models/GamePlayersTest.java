package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import systole.graph.Shape;

class GamePlayersTest {
    /** Mnih et al., 2015, extended data table 1. */
    @Test
    void deepQHasThePapersShapes() {
        NetworkShapes network = NetworkShapes.of("dqn-atari").makes("conv1", 32, 20, 20).makes("conv2", 64, 9, 9).makes("conv3", 64, 7, 7);
        assertEquals(Shape.of(512, 3136), network.graph().parameterShapes().get("fc4.weight"));
    }

    /** Silver et al., 2016: 13 layers, of 5x5 and 3x3 with 192 filters, and one 1x1 filter. */
    @Test
    void policyHasThePapersLayers() {
        NetworkShapes network = NetworkShapes.of("alphago-policy").makes("conv1", 192, 19, 19).makes("conv12", 192, 19, 19);
        network.makes("conv13", 1, 19, 19).hasParameters((48 * 25 + 1) * 192 + 11 * (192 * 9 + 1) * 192 + 192 + 1);
        assertEquals(13, network.count("Conv2d"));
        assertEquals(Shape.vector(19 * 19), network.graph().outputShape());
    }

    @Test
    void valueIsOneNumber() {
        NetworkShapes network = NetworkShapes.of("alphago-value");
        network.hasParameters((49 * 25 + 1) * 192 + 11 * (192 * 9 + 1) * 192 + 192 + 1 + (361 + 1) * 256 + 256 + 1);
        assertEquals(Shape.vector(1), network.graph().outputShape());
        assertEquals("Tanh", network.graph().node(network.graph().output()).type());
    }
}
