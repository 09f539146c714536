package systole.models;

import systole.graph.Operator;
import systole.graph.Value;
import systole.graph.Window;

/**
 * Residual networks of He, Zhang, Ren and Sun, 2016, table 1, with projections where a stage begins (option B), their plain counterpart, and
 * ResNeXt of Xie et al., 2017. Nodes are called as in torchvision. Bottlenecks are those of version 1.5, where the 3x3 convolution strides and not
 * the 1x1 before it.
 */
final class ResNet {
    private static final int FIRST_WIDTH = 64;
    private static final int EXPANSION = 4;

    private ResNet() {
    }

    /** Some layers of a block; width is the published one of the stage. */
    @FunctionalInterface
    private interface Block {
        Value of(Value x, String block, int width, int stride, NetworkSize size);
    }

    /** ResNet-18 and 34: so many blocks of two 3x3 convolutions a stage. */
    static Architecture.Layers basic(int... blocks) {
        return stages(residual(ResNet::twoConvolutions), blocks);
    }

    /** The same layers without shortcuts. */
    static Architecture.Layers plain(int... blocks) {
        return stages((x, block, width, stride, size) -> twoConvolutions(x, block, width, stride, size).relu(block + ".relu"), blocks);
    }

    /** ResNet-50, 101 and 152: so many blocks of 1x1, 3x3 and 1x1 convolutions a stage. */
    static Architecture.Layers bottleneck(int... blocks) {
        return stages(residual((x, block, width, stride, size) -> bottleneck(x, block, width, stride, size, size.channels(width), 1)), blocks);
    }

    /** ResNeXt: bottlenecks twice as wide whose 3x3 convolution has so many groups. */
    static Architecture.Layers aggregated(int groups, int... blocks) {
        return stages(residual((x, block, width, stride, size) ->
                bottleneck(x, block, width, stride, size, size.channels(2 * width, groups), groups)), blocks);
    }

    private static Architecture.Layers stages(Block block, int... blocks) {
        return (image, size) -> {
            Value x = normalised(image, "conv1", "bn1", size.channels(FIRST_WIDTH), Window.square(7, 2, 3), 1).relu("relu")
                    .maxPool("maxpool", Window.square(3, 2, 1));
            for (int stage = 0; stage < blocks.length; stage++) {
                for (int i = 0; i < blocks[stage]; i++) {
                    int stride = stage > 0 && i == 0 ? 2 : 1;
                    x = block.of(x, "layer%d.%d".formatted(stage + 1, i), FIRST_WIDTH << stage, stride, size);
                }
            }
            return Heads.pooled(x, size);
        };
    }

    /** The branch computes what is added to the block's input. */
    private static Block residual(Block branch) {
        return (x, block, width, stride, size) -> {
            Value residual = branch.of(x, block, width, stride, size);
            Value shortcut = x.shape().equals(residual.shape()) ? x : normalised(x, block + ".downsample.0", block + ".downsample.1",
                    residual.shape().channels(), Window.square(1, stride, 0), 1);
            return residual.add(block + ".add", shortcut).relu(block + ".relu");
        };
    }

    private static Value twoConvolutions(Value x, String block, int width, int stride, NetworkSize size) {
        int channels = size.channels(width);
        Value y = normalised(x, block + ".conv1", block + ".bn1", channels, Window.square(3, stride, 1), 1).relu(block + ".relu1");
        return normalised(y, block + ".conv2", block + ".bn2", channels, Window.square(3, 1, 1), 1);
    }

    private static Value bottleneck(Value x, String block, int width, int stride, NetworkSize size, int inner, int groups) {
        Value y = normalised(x, block + ".conv1", block + ".bn1", inner, Window.square(1, 1, 0), 1).relu(block + ".relu1");
        y = normalised(y, block + ".conv2", block + ".bn2", inner, Window.square(3, stride, 1), groups).relu(block + ".relu2");
        return normalised(y, block + ".conv3", block + ".bn3", EXPANSION * size.channels(width), Window.square(1, 1, 0), 1);
    }

    /** A convolution whose bias is the batch normalisation's. */
    private static Value normalised(Value x, String convolution, String normalisation, int outputs, Window window, int groups) {
        return x.then(convolution, new Operator.Conv2d(outputs, window, groups, false)).batchNorm2d(normalisation);
    }
}
