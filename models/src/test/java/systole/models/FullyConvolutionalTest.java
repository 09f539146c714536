package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;

class FullyConvolutionalTest {
    /** Table 1 of the paper: 134 million parameters of FCN-VGG16, the bilinear kernel of the upsampling not among them. */
    @Test
    void hasThePapersParameters() {
        Graph graph = Zoo.byName("fcn-32s").graph();
        long upsampling = graph.parameterShapes().get("upscore.weight").size();
        assertEquals(21 * 21 * 64 * 64, upsampling);
        long others = graph.parameterShapes().values().stream().mapToLong(Shape::size).sum() - upsampling;
        assertEquals(134_346_581, others);
        assertEquals(134, others / 1e6, 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fcn-32s", "fcn-16s", "fcn-8s"})
    void scoresEveryPixel(String name) {
        Architecture architecture = Zoo.byName(name);
        for (int input : new int[] {32, 224, 480}) {
            assertEquals(Shape.map(21, input, input), architecture.graph(architecture.published().withInput(input)).outputShape());
        }
    }

    @Test
    void meetsThePoolsOfItsScale() {
        NetworkShapes.of("fcn-8s").makes("score_fr", 21, 7, 7).makes("fuse_pool4", 21, 14, 14).makes("fuse_pool3", 21, 28, 28);
        NetworkShapes.of("fcn-16s").makes("fuse_pool4", 21, 14, 14);
        assertEquals(Shape.of(21, 21, 16, 16), Zoo.byName("fcn-8s").graph().parameterShapes().get("upscore8.weight"));
        assertEquals(Shape.of(21, 21, 32, 32), Zoo.byName("fcn-16s").graph().parameterShapes().get("upscore16.weight"));
    }
}
