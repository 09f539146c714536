package systole.models;

import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/**
 * Residual networks of He, Zhang, Ren and Sun, 2016, table 1, with projections where a stage begins (option B). Nodes are called as in torchvision.
 * ResNet-50 is its version 1.5, where a bottleneck's 3x3 convolution strides and not the 1x1 before it.
 */
final class ResNet {
    private static final int FIRST_WIDTH = 64;

    private ResNet() {
    }

    /** The branch of a block that computes what is added to its input. */
    @FunctionalInterface
    private interface Branch {
        Value of(Value x, String block, int width, int stride);
    }

    static Graph resnet18() {
        return graph("resnet18", ResNet::basic, 2, 2, 2, 2);
    }

    static Graph resnet50() {
        return graph("resnet50", ResNet::bottleneck, 3, 4, 6, 3);
    }

    private static Graph graph(String name, Branch branch, int... blocks) {
        Value x = Graph.sequential(name, Shape.map(3, 224, 224));
        x = normalised(x, "conv1", "bn1", FIRST_WIDTH, Window.square(7, 2, 3)).relu("relu").maxPool("maxpool", Window.square(3, 2, 1));
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int i = 0; i < blocks[stage]; i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                x = block(x, "layer%d.%d".formatted(stage + 1, i), branch, FIRST_WIDTH << stage, stride);
            }
        }
        return x.globalAveragePool("avgpool").flatten("flatten").linear("fc", 1000).softmax("softmax").build();
    }

    private static Value block(Value x, String block, Branch branch, int width, int stride) {
        Value residual = branch.of(x, block, width, stride);
        Value shortcut = x.shape().equals(residual.shape()) ? x : normalised(x, block + ".downsample.0", block + ".downsample.1",
                residual.shape().channels(), Window.square(1, stride, 0));
        return residual.add(block + ".add", shortcut).relu(block + ".relu");
    }

    private static Value basic(Value x, String block, int width, int stride) {
        Value y = normalised(x, block + ".conv1", block + ".bn1", width, Window.square(3, stride, 1)).relu(block + ".relu1");
        return normalised(y, block + ".conv2", block + ".bn2", width, Window.square(3, 1, 1));
    }

    private static Value bottleneck(Value x, String block, int width, int stride) {
        Value y = normalised(x, block + ".conv1", block + ".bn1", width, Window.square(1, 1, 0)).relu(block + ".relu1");
        y = normalised(y, block + ".conv2", block + ".bn2", width, Window.square(3, stride, 1)).relu(block + ".relu2");
        return normalised(y, block + ".conv3", block + ".bn3", 4 * width, Window.square(1, 1, 0));
    }

    /** A convolution whose bias is the batch normalisation's. */
    private static Value normalised(Value x, String convolution, String normalisation, int outputs, Window window) {
        return x.then(convolution, new Operator.Conv2d(outputs, window, 1, false)).batchNorm2d(normalisation);
    }
}
