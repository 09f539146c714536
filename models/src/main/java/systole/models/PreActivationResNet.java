package systole.models;

import systole.graph.Operator;
import systole.graph.Value;
import systole.graph.Window;

/**
 * Residual networks for CIFAR's images in which normalisation and activation stand before each convolution: those of He et al., 2016 ("Identity
 * mappings in deep residual networks"), and the wide ones of Zagoruyko and Komodakis, 2016. Where a block changes the shape, its shortcut is a 1x1
 * convolution of the activated input.
 */
final class PreActivationResNet {
    private static final int FIRST_WIDTH = 16;
    private static final int STAGES = 3;
    private static final float DROPOUT = 0.3f;

    private PreActivationResNet() {
    }

    /** What a block adds to its input, from its activated input on. */
    @FunctionalInterface
    private interface Branch {
        Value of(Value x, String block, int width, int stride);
    }

    /** 9 n + 2 layers: n blocks of 1x1, 3x3 and 1x1 convolutions in each of three stages. */
    static Architecture.Layers bottlenecks(int blocks) {
        return stages(PreActivationResNet::bottleneck, 1, blocks);
    }

    /** WRN-d-k with d = 6 n + 4: n blocks of two 3x3 convolutions a stage, k times as wide, with dropout between the two. */
    static Architecture.Layers wide(int factor, int blocks) {
        return stages(PreActivationResNet::twoConvolutions, factor, blocks);
    }

    private static Architecture.Layers stages(Branch branch, int factor, int blocks) {
        return (image, size) -> {
            Value x = convolve(image, "conv1", size.channels(FIRST_WIDTH), Window.square(3, 1, 1));
            for (int stage = 0; stage < STAGES; stage++) {
                int width = size.channels(factor * FIRST_WIDTH << stage);
                for (int i = 0; i < blocks; i++) {
                    x = block(x, "layer%d.%d".formatted(stage + 1, i), branch, width, stage > 0 && i == 0 ? 2 : 1);
                }
            }
            return Heads.pooled(activated(x, "bn", "relu"), size);
        };
    }

    private static Value block(Value x, String block, Branch branch, int width, int stride) {
        Value activated = activated(x, block + ".bn1", block + ".relu1");
        Value residual = branch.of(activated, block, width, stride);
        Value shortcut = x.shape().equals(residual.shape()) ? x
                : convolve(activated, block + ".shortcut", residual.shape().channels(), Window.square(1, stride, 0));
        return residual.add(block + ".add", shortcut);
    }

    private static Value bottleneck(Value x, String block, int width, int stride) {
        Value y = convolve(x, block + ".conv1", width, Window.square(1, 1, 0));
        y = convolve(activated(y, block + ".bn2", block + ".relu2"), block + ".conv2", width, Window.square(3, stride, 1));
        return convolve(activated(y, block + ".bn3", block + ".relu3"), block + ".conv3", 4 * width, Window.square(1, 1, 0));
    }

    private static Value twoConvolutions(Value x, String block, int width, int stride) {
        Value y = convolve(x, block + ".conv1", width, Window.square(3, stride, 1));
        y = activated(y, block + ".bn2", block + ".relu2").dropout(block + ".dropout", DROPOUT);
        return convolve(y, block + ".conv2", width, Window.square(3, 1, 1));
    }

    private static Value activated(Value x, String normalisation, String activation) {
        return x.batchNorm2d(normalisation).relu(activation);
    }

    private static Value convolve(Value x, String name, int outputs, Window window) {
        return x.then(name, new Operator.Conv2d(outputs, window, 1, false));
    }
}
