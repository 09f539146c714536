package systole.models;

import java.util.List;

/**
 * A small relative of a network of the zoo: its layers and their order are the published ones, and it takes about a second on the device model.
 *
 * @param name the network's
 * @param input rows and columns of an image
 * @param width of its channels, where 1 is the paper's
 */
public record ReducedNetwork(String name, int input, double width) {
    /** One for each network, in the zoo's order. */
    public static final List<ReducedNetwork> ALL = List.of(
            new ReducedNetwork("softmax-regression", 12, 1), new ReducedNetwork("mlp-sigmoid", 12, 0.5), new ReducedNetwork("mlp-relu", 12, 0.5),
            new ReducedNetwork("convnet-4-8-12", 12, 1), new ReducedNetwork("convnet-4-8-12-bn", 12, 1), new ReducedNetwork("convnet-6-12-24", 12, 1),
            new ReducedNetwork("convnet-6-12-24-plain", 13, 1), new ReducedNetwork("lenet5", 20, 1), new ReducedNetwork("alexnet", 67, 0.125),
            new ReducedNetwork("alexnet-one-column", 64, 0.125), new ReducedNetwork("zfnet", 64, 0.125), new ReducedNetwork("vgg11", 32, 0.125),
            new ReducedNetwork("vgg11-lrn", 32, 0.125), new ReducedNetwork("vgg13", 32, 0.125), new ReducedNetwork("vgg16-c", 35, 0.125),
            new ReducedNetwork("vgg16", 32, 0.125), new ReducedNetwork("vgg19", 32, 0.125), new ReducedNetwork("googlenet", 33, 0.125),
            new ReducedNetwork("inception-v4", 75, 0.06), new ReducedNetwork("plain34", 32, 0.125), new ReducedNetwork("resnet18", 32, 0.125),
            new ReducedNetwork("resnet34", 37, 0.125), new ReducedNetwork("resnet50", 32, 0.125), new ReducedNetwork("resnet101", 32, 0.06),
            new ReducedNetwork("resnet152", 32, 0.06), new ReducedNetwork("preact-resnet164", 8, 0.25),
            new ReducedNetwork("wide-resnet28-10", 8, 0.05), new ReducedNetwork("resnext50", 32, 0.25), new ReducedNetwork("densenet121", 64, 0.125),
            new ReducedNetwork("fcn-32s", 32, 0.06), new ReducedNetwork("fcn-16s", 32, 0.06), new ReducedNetwork("fcn-8s", 64, 0.06),
            new ReducedNetwork("two-stream-rgb", 67, 0.06), new ReducedNetwork("two-stream-flow", 67, 0.06),
            new ReducedNetwork("dqn-atari", 36, 0.25), new ReducedNetwork("alphago-policy", 9, 0.1), new ReducedNetwork("alphago-value", 9, 0.1));

    private static final int CLASSES = 5;

    /** With seeded weights. */
    public SeededModel model() {
        Architecture architecture = Zoo.byName(name);
        boolean classifies = !name.startsWith("alphago");
        return new SeededModel(architecture.graph(new NetworkSize(input, width, classifies ? CLASSES : architecture.published().classes())));
    }
}
