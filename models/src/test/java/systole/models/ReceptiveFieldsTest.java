package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.ReceptiveField;

/**
 * Against the sums that follow from the papers' tables. Araujo, Norris and Sim (2019) have 483 for ResNet-50: theirs strides in the 1x1 convolutions, which
 * the 3x3 convolutions of the same block then see twice as far apart.
 */
class ReceptiveFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "lenet5, pool1, 6, 2",
        "lenet5, pool2, 16, 4",
        "alexnet, conv1, 11, 4",
        "alexnet, pool1, 19, 8",
        "alexnet, conv2, 51, 8",
        "alexnet, pool2, 67, 16",
        "alexnet, conv3, 99, 16",
        "alexnet, conv5, 163, 16",
        "alexnet, pool5, 195, 32",
        "vgg16, conv1_2, 5, 1",
        "vgg16, pool1, 6, 2",
        "vgg16, conv5_3, 196, 16",
        "vgg16, pool5, 212, 32",
        "resnet50, conv1, 7, 2",
        "resnet50, maxpool, 11, 4",
        "resnet50, layer4.2.relu, 427, 32",
    })
    void layersSeeWhatIsPublished(String model, String node, int size, double jump) {
        ReceptiveField field = Models.graph(model).receptiveFields().get(node);
        assertEquals(size, field.rows().size());
        assertEquals(jump, field.rows().jump());
        assertEquals(field.rows(), field.columns());
    }
}
