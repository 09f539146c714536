package systole.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.models.data.DataException;
import systole.models.data.GreyImage;
import systole.models.data.LabelledImages;
import systole.nn.WeightsException;

class ModelsTest {
    @Test
    void findsModelsByName() {
        for (Architecture architecture : Zoo.all()) {
            Model model = Models.byName(architecture.name());
            assertEquals(architecture.graph(), model.graph());
            assertEquals(architecture.name(), model.name());
            assertEquals(Models.isTrained(model.name()), model instanceof TrainedModel);
        }
        assertEquals(List.of("lenet5", "alexnet", "vgg16", "googlenet", "resnet18", "resnet50"), Models.benchmarks());
    }

    @Test
    void findsTrainedModels() {
        TrainedModel model = Models.trained("lenet5");
        assertEquals(model.graph().parameterShapes().keySet(), model.parameters().tensors().keySet());
        assertEquals("model vgg16 has weights by chance and recognises nothing; trained are: lenet5",
                assertThrows(IllegalArgumentException.class, () -> Models.trained("vgg16")).getMessage());
    }

    @Test
    void namesWeightsThatAreNotThere() {
        TrainedModel untrained = new TrainedModel() {
            @Override
            public String name() {
                return "untrained";
            }

            @Override
            public Graph graph() {
                return Graph.sequential(name(), Shape.vector(1)).linear("fc", 1).build();
            }

            @Override
            public float[] prepare(GreyImage image) {
                return new float[1];
            }
        };
        assertEquals("model untrained has no weights: untrained.safetensors is not on the class path",
                assertThrows(WeightsException.class, untrained::parameters).getMessage());
    }

    @Test
    void preparesBytesAsSharesOfWhite() {
        byte[] pixels = new byte[28 * 28];
        pixels[30] = (byte) 255;
        pixels[31] = 51;
        float[] prepared = Models.trained("lenet5").prepare(new GreyImage(28, 28, pixels));
        assertArrayEquals(new float[] {0, 1, 0.2f, 0}, new float[] {prepared[29], prepared[30], prepared[31], prepared[32]});
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        GreyImage image = new GreyImage(28, 28, new byte[28 * 28]);
        LabelledImages images = new LabelledImages(List.of(image, image), List.of(9, 10));
        assertEquals("label 10 of image 1 is not one of 10 classes",
                assertThrows(DataException.class, () -> ModelDataset.of(Models.trained("lenet5"), images)).getMessage());
    }
}
