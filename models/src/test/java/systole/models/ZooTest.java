package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import systole.graph.Graph;
import systole.graph.Shape;

/** Sizes of all networks, against what papers and the libraries that users bring weights from say. */
class ZooTest {
    static final List<Architecture> ALL = Zoo.all();

    /** Parameters, and millions of them with the digits of the source. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lenet5              |    61706 | 0.06  | LeCun et al. 1998, section II.B: 60,000; here C3 reads all maps",
        "alexnet             | 60965224 | 60    | Krizhevsky et al. 2012, abstract: 60 million, rounded down",
        "zfnet               | 62357608 | 62    | the layers of Zeiler and Fergus 2014, figure 3",
        "vgg11               |132863336 | 133   | Simonyan and Zisserman 2015, table 2, A",
        "vgg11-lrn           |132863336 | 133   | the same, A-LRN",
        "vgg13               |133047848 | 133   | the same, B",
        "vgg16-c             |133638952 | 134   | the same, C",
        "vgg16               |138357544 | 138   | the same, D",
        "vgg19               |143667240 | 144   | the same, E",
        "googlenet           |  6998552 | 7.0   | Szegedy et al. 2015, table 1: its outputs and kernels with biases; 6.8 is its rounded column",
        "inception-v4        | 42679816 | 42.7  | timm's inception_v4",
        "resnet18            | 11689512 | 11.7  | torchvision",
        "resnet34            | 21797672 | 21.8  | torchvision",
        "resnet50            | 25557032 | 25.6  | torchvision",
        "resnet101           | 44549160 | 44.5  | torchvision",
        "resnet152           | 60192808 | 60.2  | torchvision",
        "preact-resnet164    |  1703258 | 1.7   | He et al. 2016, Identity mappings, table 4",
        "wide-resnet28-10    | 36479194 | 36.5  | Zagoruyko and Komodakis 2016, table 5",
        "resnext50           | 25028904 | 25.0  | Xie et al. 2017, table 1",
        "densenet121         |  7978856 | 7.98  | torchvision; Huang et al. 2017, figure 3",
        "dqn-atari           |  1693362 | 1.69  | the layers of Mnih et al. 2015, extended data table 1, with 18 actions",
    })
    void haveThePublishedNumberOfParameters(String network, long exact, BigDecimal published, String source) {
        NetworkShapes.of(network).hasParameters(exact);
        assertEquals(published.doubleValue(), exact / 1e6, published.ulp().doubleValue(), source);
    }

    /** Billions of multiply-accumulates. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vgg16        | 15.47 | torchvision",
        "vgg19        | 19.63 | torchvision; He et al. 2016, figure 3: 19.6",
        "googlenet    | 1.58  | Szegedy et al. 2015, section 1: a budget of 1.5",
        "inception-v4 | 12.25 | timm: 12.3",
        "plain34      | 3.64  | He et al. 2016, figure 3: 3.6",
        "resnet18     | 1.81  | He et al. 2016, table 1: 1.8",
        "resnet34     | 3.66  | He et al. 2016, table 1: 3.6; projections are not in it",
        "resnet50     | 4.09  | torchvision; table 1 has 3.8 where the 1x1 convolution strides",
        "resnet101    | 7.80  | torchvision; table 1 has 7.6, likewise",
        "resnet152    | 11.51 | torchvision; table 1 has 11.3, likewise",
        "wide-resnet28-10 | 5.24 | the layers of Zagoruyko and Komodakis 2016, table 1",
        "resnext50    | 4.23  | torchvision; Xie et al. 2017, table 1: 4.2",
        "densenet121  | 2.83  | torchvision",
    })
    void doThePublishedWork(String network, double billions, String source) {
        assertEquals(billions, NetworkShapes.of(network).graph().macs() / 1e9, 0.005, source);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void keepTheirNamesAndClasses(Architecture architecture) {
        Graph graph = architecture.graph();
        assertEquals(architecture.name(), graph.name());
        assertEquals(architecture.channels(), graph.input().output().channels());
        assertEquals(architecture.published().input(), graph.input().output().height());
        assertEquals(architecture.published().classes(), graph.outputShape().channels());
        assertEquals(1, ALL.stream().filter(any -> any.name().equals(architecture.name())).count());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void areBuiltNarrower(Architecture architecture) {
        Graph published = architecture.graph();
        Graph half = architecture.graph(architecture.published().withWidth(0.5));
        assertEquals(published.nodes().size(), half.nodes().size());
        assertEquals(published.outputShape(), half.outputShape());
        boolean hasHidden = !architecture.name().equals("softmax-regression");
        assertEquals(hasHidden, parameters(half) < parameters(published));
        assertTrue(parameters(half) > 0.2 * parameters(published), "a quarter of the weights between hidden layers, half of the others");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void areBuiltForLargerImages(Architecture architecture) {
        int larger = 2 * architecture.published().input();
        Graph graph = architecture.graph(architecture.published().withInput(larger));
        assertEquals(Shape.map(architecture.channels(), larger, larger), graph.input().output());
        assertTrue(graph.macs() > architecture.graph().macs());
    }

    @Test
    void listsWhatThereIs() {
        String message = assertThrows(IllegalArgumentException.class, () -> Zoo.byName("lenet6")).getMessage();
        assertTrue(message.startsWith("there is no network lenet6; there are: softmax-regression, mlp-sigmoid"), message);
    }

    private static long parameters(Graph graph) {
        return graph.parameterShapes().values().stream().mapToLong(Shape::size).sum();
    }

    @Test
    void everyNetworkHasASmallRelative() {
        assertEquals(Zoo.all().stream().map(Architecture::name).toList(), ReducedNetwork.ALL.stream().map(ReducedNetwork::name).toList());
    }
}
