package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreActivationResNetTest {
    private final NetworkShapes deep = NetworkShapes.of("preact-resnet164");
    private final NetworkShapes wide = NetworkShapes.of("wide-resnet28-10");

    @Test
    void haveAsManyLayersAsTheirNamesSay() {
        assertEquals(164 + 3, deep.count("Conv2d") + deep.count("Linear"), "three shortcuts beside them");
        assertEquals(28, wide.count("Conv2d"), "shortcuts among them");
        assertEquals(54, deep.count("Add"));
        assertEquals(12, wide.count("Add"));
        assertEquals(12, wide.count("Dropout"));
    }

    @Test
    void haveThePapersShapes() {
        deep.makes("layer1.17.add", 64, 32, 32).makes("layer2.17.add", 128, 16, 16).makes("layer3.17.add", 256, 8, 8);
        wide.makes("conv1", 16, 32, 32).makes("layer1.3.add", 160, 32, 32).makes("layer2.3.add", 320, 16, 16).makes("layer3.3.add", 640, 8, 8);
    }

    @Test
    void leaveTheShortcutAsItIs() {
        assertEquals(List.of("layer1.1.conv3", "layer1.0.add"), deep.graph().node("layer1.1.add").inputs());
        assertEquals(List.of("layer1.0.add"), deep.graph().node("layer1.1.bn1").inputs());
        assertEquals(List.of("layer2.0.relu1"), deep.graph().node("layer2.0.shortcut").inputs());
    }
}
