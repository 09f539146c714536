package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import systole.graph.Operator;
import systole.graph.Shape;

class ResNetTest {
    private final NetworkShapes resnet18 = NetworkShapes.of("resnet18");
    private final NetworkShapes resnet50 = NetworkShapes.of("resnet50");

    @Test
    void haveAsManyLayersAsTheirNamesSay() {
        resnet18.sortsIntoThousandClasses();
        resnet50.sortsIntoThousandClasses();
        assertEquals(18 + 3, resnet18.count("Conv2d") + resnet18.count("Linear"));
        assertEquals(50 + 4, resnet50.count("Conv2d") + resnet50.count("Linear"));
        assertEquals(8, resnet18.count("Add"));
        assertEquals(16, resnet50.count("Add"));
    }

    @Test
    void haveThePapersShapes() {
        resnet18.makes("conv1", 64, 112, 112).makes("layer1.1.relu", 64, 56, 56).makes("layer2.1.relu", 128, 28, 28)
                .makes("layer3.1.relu", 256, 14, 14).makes("layer4.1.relu", 512, 7, 7).makes("avgpool", 512, 1, 1);
        resnet50.makes("maxpool", 64, 56, 56).makes("layer1.2.relu", 256, 56, 56).makes("layer2.3.relu", 512, 28, 28)
                .makes("layer3.5.relu", 1024, 14, 14).makes("layer4.2.relu", 2048, 7, 7).makes("avgpool", 2048, 1, 1);
    }

    @Test
    void bottlenecksStrideInTheirMiddle() {
        resnet50.makes("layer2.0.conv1", 128, 56, 56).makes("layer2.0.conv2", 128, 28, 28);
    }

    @Test
    void plainNetworksAreTheSameWithoutShortcuts() {
        NetworkShapes plain = NetworkShapes.of("plain34").makes("layer4.2.relu", 512, 7, 7);
        NetworkShapes residual = NetworkShapes.of("resnet34");
        assertEquals(34, plain.count("Conv2d") + plain.count("Linear"));
        assertEquals(0, plain.count("Add"));
        assertEquals(16, residual.count("Add"));
        long projections = 64 * 128 + 128 * 256 + 256 * 512 + 2 * (128 + 256 + 512);
        plain.hasParameters(21_797_672 - projections);
    }

    @Test
    void resNeXtHasThePapersGroups() {
        NetworkShapes network = NetworkShapes.of("resnext50").makes("layer1.0.conv2", 128, 56, 56).makes("layer4.2.relu", 2048, 7, 7);
        assertEquals(Shape.of(128, 4, 3, 3), network.graph().parameterShapes().get("layer1.0.conv2.weight"));
        assertEquals(Shape.of(1024, 32, 3, 3), network.graph().parameterShapes().get("layer4.0.conv2.weight"));
    }

    @Test
    void convolutionsLeaveTheBiasToTheirNormalisation() {
        for (NetworkShapes network : new NetworkShapes[] {resnet18, resnet50}) {
            assertTrue(network.graph().nodes().stream().noneMatch(node -> node.operator() instanceof Operator.Conv2d convolution && convolution.bias()));
            assertEquals(network.count("Conv2d"), network.count("BatchNorm2d"));
        }
    }
}
