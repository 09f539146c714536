package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Graph;
import systole.graph.Shape;

class ArchitectureTest {
    @Test
    void buildsOtherSizes() {
        Graph graph = Zoo.byName("resnet50").graph(new NetworkSize(64, 0.25, 7));
        assertEquals(Shape.map(3, 64, 64), graph.input().output());
        assertEquals(Shape.of(16, 3, 7, 7), graph.parameterShapes().get("conv1.weight"));
        assertEquals(Shape.map(512, 2, 2), graph.node("layer4.2.add").output());
        assertEquals(Shape.vector(7), graph.outputShape());
    }

    @Test
    void keepsGroupsWhole() {
        Graph narrow = Zoo.byName("resnext50").graph(new NetworkSize(64, 0.01, 10));
        assertEquals(Shape.of(32, 1, 3, 3), narrow.parameterShapes().get("layer1.0.conv2.weight"));
        Graph alexnet = Zoo.byName("alexnet").graph(new NetworkSize(227, 0.01, 10));
        assertEquals(Shape.of(2, 1, 5, 5), alexnet.parameterShapes().get("conv2.weight"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vgg16          | 16  | 1000 | node pool5: a window of 2x2 stride 2x2 dilation 1x1 pad 0,0,0,0 does not fit an input of 512x1x1",
        "fcn-8s         | 100 | 21   | a fully convolutional network needs an input size that is a multiple of 32, not 100",
        "alphago-policy | 19  | 10   | alphago-policy has 361 outputs for such an input, and cannot have 10; leave the classes as they are",
    })
    void saysWhyASizeIsImpossible(String network, int input, int classes, String message) {
        Architecture architecture = Zoo.byName(network);
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> architecture.graph(new NetworkSize(input, 1, classes))).getMessage());
    }

    @Test
    void aSmallerBoardHasFewerMoves() {
        Architecture policy = Zoo.byName("alphago-policy");
        assertEquals(Shape.vector(81), policy.graph(policy.published().withInput(9)).outputShape());
    }
}
