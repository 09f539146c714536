package systole.models;

import systole.graph.Operator;
import systole.graph.Value;
import systole.graph.Window;

/**
 * DenseNet-BC of Huang, Liu, van der Maaten and Weinberger, 2017, table 1: every layer of a block reads the outputs of all those before it.
 * Nodes are called as in torchvision.
 */
final class DenseNet {
    private static final int GROWTH = 32;
    private static final int BOTTLENECK = 4;

    private DenseNet() {
    }

    /** So many layers in each block. */
    static Architecture.Layers of(int... blocks) {
        return (image, size) -> {
            int growth = size.channels(GROWTH);
            Value x = convolve(image, "features.conv0", 2 * growth, Window.square(7, 2, 3));
            x = x.batchNorm2d("features.norm0").relu("features.relu0").maxPool("features.pool0", Window.square(3, 2, 1));
            for (int block = 1; block <= blocks.length; block++) {
                x = block(x, "features.denseblock" + block, blocks[block - 1], growth);
                if (block < blocks.length) {
                    x = transition(x, "features.transition" + block);
                }
            }
            return x.batchNorm2d("features.norm5").relu("relu").globalAveragePool("avgpool").flatten("flatten")
                    .linear("classifier", size.classes()).softmax("softmax");
        };
    }

    private static Value block(Value x, String name, int layers, int growth) {
        Value all = x;
        for (int i = 1; i <= layers; i++) {
            String layer = "%s.denselayer%d".formatted(name, i);
            Value y = all.batchNorm2d(layer + ".norm1").relu(layer + ".relu1");
            y = convolve(y, layer + ".conv1", BOTTLENECK * growth, Window.square(1, 1, 0)).batchNorm2d(layer + ".norm2").relu(layer + ".relu2");
            all = all.concat(layer + ".concat", convolve(y, layer + ".conv2", growth, Window.square(3, 1, 1)));
        }
        return all;
    }

    /** Half as many channels, and half the map's extents. */
    private static Value transition(Value x, String name) {
        Value y = x.batchNorm2d(name + ".norm").relu(name + ".relu");
        return convolve(y, name + ".conv", x.shape().channels() / 2, Window.square(1, 1, 0)).averagePool(name + ".pool", Window.square(2, 2, 0));
    }

    private static Value convolve(Value x, String name, int outputs, Window window) {
        return x.then(name, new Operator.Conv2d(outputs, window, 1, false));
    }
}
