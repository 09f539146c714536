package systole.models;

import systole.graph.Value;
import systole.graph.Window;

/** The networks of Simonyan and Zisserman, 2015, table 1: 3x3 convolutions in five stages, each ended by a 2x2 pool. */
final class Vgg {
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};
    private static final int STAGES = WIDTHS.length;
    private static final int HIDDEN = 4096;

    private Vgg() {
    }

    /** Configurations A, B, D and E: nothing but so many 3x3 convolutions a stage. */
    static Architecture.Layers of(int... convolutions) {
        return (image, size) -> {
            Value x = image;
            for (int stage = 1; stage <= STAGES; stage++) {
                x = stage(x, stage, convolutions[stage - 1], size);
            }
            return head(x, size);
        };
    }

    /** Configuration A-LRN: A with AlexNet's response normalisation behind the first convolution. */
    static Value normalised(Value image, NetworkSize size) {
        Value x = pool(AlexNet.normalise(convolutions(image, 1, 1, size), "norm1"), 1);
        x = stage(x, 2, 1, size);
        for (int stage = 3; stage <= STAGES; stage++) {
            x = stage(x, stage, 2, size);
        }
        return head(x, size);
    }

    /** Configuration C: B with a 1x1 convolution more in each of the last three stages. */
    static Value pointwise(Value image, NetworkSize size) {
        Value x = stage(stage(image, 1, 2, size), 2, 2, size);
        for (int stage = 3; stage <= STAGES; stage++) {
            x = convolve(convolutions(x, stage, 2, size), stage, 3, size, Window.square(1, 1, 0));
            x = pool(x, stage);
        }
        return head(x, size);
    }

    /** So many 3x3 convolutions and a pool that halves the map. */
    static Value stage(Value x, int stage, int convolutions, NetworkSize size) {
        return pool(convolutions(x, stage, convolutions, size), stage);
    }

    private static Value convolutions(Value x, int stage, int count, NetworkSize size) {
        Value y = x;
        for (int i = 1; i <= count; i++) {
            y = convolve(y, stage, i, size, Window.square(3, 1, 1));
        }
        return y;
    }

    private static Value convolve(Value x, int stage, int index, NetworkSize size, Window window) {
        return x.conv2d("conv%d_%d".formatted(stage, index), size.channels(WIDTHS[stage - 1]), window).relu("relu%d_%d".formatted(stage, index));
    }

    private static Value pool(Value x, int stage) {
        return x.maxPool("pool" + stage, Window.square(2, 2, 0));
    }

    private static Value head(Value x, NetworkSize size) {
        return Heads.fullyConnected(x, size, HIDDEN, HIDDEN);
    }
}
