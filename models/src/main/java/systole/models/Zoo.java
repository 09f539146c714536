package systole.models;

import java.util.List;
import java.util.stream.Collectors;
import systole.graph.Value;

/** Well-known networks, each at its paper's size or at another one. */
public final class Zoo {
    private static final String VGG = "Simonyan and Zisserman, 2015";
    private static final String RESNET = "He et al., 2016: Deep residual learning";
    private static final String FCN = "Long et al., 2015";
    private static final String TWO_STREAM = "Simonyan and Zisserman, 2014: Two-stream networks";

    private static final List<Architecture> ALL = List.of(
            digits("softmax-regression", "multinomial logistic regression", DigitNetworks::softmaxRegression),
            digits("mlp-sigmoid", "five layers with sigmoid", DigitNetworks.fullyConnected(Value::sigmoid)),
            digits("mlp-relu", "five layers with ReLU", DigitNetworks.fullyConnected(Value::relu)),
            digits("convnet-4-8-12", "three convolutions", DigitNetworks::convolutional),
            digits("convnet-4-8-12-bn", "the same with batch normalisation", DigitNetworks::normalised),
            digits("convnet-6-12-24", "wider, with dropout", DigitNetworks.withDropout(0.25f)),
            digits("convnet-6-12-24-plain", "the same without dropout", DigitNetworks.withDropout(0)),
            digits("lenet5", "LeCun et al., 1998", LeNet5::layers),
            pictures("alexnet", "Krizhevsky et al., 2012", 227, AlexNet::twoGroups),
            pictures("alexnet-one-column", "Krizhevsky et al., 2012, in one column", 224, AlexNet::oneColumn),
            pictures("zfnet", "Zeiler and Fergus, 2014", 224, ZfNet::layers),
            pictures("vgg11", VGG + ", A", 224, Vgg.of(1, 1, 2, 2, 2)),
            pictures("vgg11-lrn", VGG + ", A-LRN", 224, Vgg::normalised),
            pictures("vgg13", VGG + ", B", 224, Vgg.of(2, 2, 2, 2, 2)),
            pictures("vgg16-c", VGG + ", C", 224, Vgg::pointwise),
            pictures("vgg16", VGG + ", D", 224, Vgg.of(2, 2, 3, 3, 3)),
            pictures("vgg19", VGG + ", E", 224, Vgg.of(2, 2, 4, 4, 4)),
            pictures("googlenet", "Szegedy et al., 2015: Going deeper with convolutions", 224, GoogLeNet::layers),
            pictures("inception-v4", "Szegedy et al., 2017: Inception-v4", 299, InceptionV4::layers),
            pictures("plain34", RESNET, 224, ResNet.plain(3, 4, 6, 3)),
            pictures("resnet18", RESNET, 224, ResNet.basic(2, 2, 2, 2)),
            pictures("resnet34", RESNET, 224, ResNet.basic(3, 4, 6, 3)),
            pictures("resnet50", RESNET, 224, ResNet.bottleneck(3, 4, 6, 3)),
            pictures("resnet101", RESNET, 224, ResNet.bottleneck(3, 4, 23, 3)),
            pictures("resnet152", RESNET, 224, ResNet.bottleneck(3, 8, 36, 3)),
            new Architecture("preact-resnet164", "He et al., 2016: Identity mappings", 3, new NetworkSize(32, 1, 10),
                    PreActivationResNet.bottlenecks(18)),
            new Architecture("wide-resnet28-10", "Zagoruyko and Komodakis, 2016", 3, new NetworkSize(32, 1, 10), PreActivationResNet.wide(10, 4)),
            pictures("resnext50", "Xie et al., 2017, 32x4d", 224, ResNet.aggregated(32, 3, 4, 6, 3)),
            pictures("densenet121", "Huang et al., 2017", 224, DenseNet.of(6, 12, 24, 16)),
            new Architecture("fcn-32s", FCN, 3, new NetworkSize(224, 1, 21), FullyConvolutional::fcn32s),
            new Architecture("fcn-16s", FCN, 3, new NetworkSize(224, 1, 21), FullyConvolutional::fcn16s),
            new Architecture("fcn-8s", FCN, 3, new NetworkSize(224, 1, 21), FullyConvolutional::fcn8s),
            new Architecture("two-stream-rgb", TWO_STREAM, 3, new NetworkSize(224, 1, 101), TwoStream::spatial),
            new Architecture("two-stream-flow", TWO_STREAM, 20, new NetworkSize(224, 1, 101), TwoStream::temporal),
            new Architecture("dqn-atari", "Mnih et al., 2015", 4, new NetworkSize(84, 1, 18), GamePlayers::deepQ),
            new Architecture("alphago-policy", "Silver et al., 2016", 48, new NetworkSize(19, 1, 361), GamePlayers::policy),
            new Architecture("alphago-value", "Silver et al., 2016", 49, new NetworkSize(19, 1, 1), GamePlayers::value));

    private Zoo() {
    }

    /** Every network. */
    public static List<Architecture> all() {
        return ALL;
    }

    /** The network of that name; throws {@link IllegalArgumentException} that lists what there is. */
    public static Architecture byName(String name) {
        return ALL.stream().filter(any -> any.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no network %s; there are: %s".formatted(name, ALL.stream().map(Architecture::name).collect(Collectors.joining(", ")))));
    }

    /** For grey digits. */
    private static Architecture digits(String name, String paper, Architecture.Layers layers) {
        return new Architecture(name, paper, 1, new NetworkSize(28, 1, 10), layers);
    }

    /** For the thousand classes of ImageNet. */
    private static Architecture pictures(String name, String paper, int input, Architecture.Layers layers) {
        return new Architecture(name, paper, 3, new NetworkSize(input, 1, 1000), layers);
    }
}
