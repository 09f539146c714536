package systole.models;

import systole.graph.Operator;
import systole.graph.Value;
import systole.graph.Window;

/**
 * The fully convolutional networks of Long, Shelhamer and Darrell, 2015: VGG-16 whose fully-connected layers became convolutions, and
 * transposed convolutions that bring the scores of each class back to the image's size. FCN-16s and FCN-8s add the scores of earlier pools on the
 * way.
 *
 * <p>The authors pad the image by 100 pixels and crop afterwards. Here fc6 is padded by 3 and the images' size is a multiple of 32, so that all maps
 * meet without a crop; parameters are the same, and so is what a pixel away from the border sees.
 */
final class FullyConvolutional {
    private static final int COARSEST = 32;
    private static final int HIDDEN = 4096;
    private static final float DROPOUT = 0.5f;

    private FullyConvolutional() {
    }

    static Value fcn32s(Value image, NetworkSize size) {
        Features features = Features.of(image, size);
        return upsampled(features.scores, "upscore", 32);
    }

    static Value fcn16s(Value image, NetworkSize size) {
        Features features = Features.of(image, size);
        return upsampled(features.scoresOfPool4(size), "upscore16", 16);
    }

    static Value fcn8s(Value image, NetworkSize size) {
        Features features = Features.of(image, size);
        Value sum = upsampled(features.scoresOfPool4(size), "upscore_pool4", 2).add("fuse_pool3", score(features.pool3, "score_pool3", size));
        return upsampled(sum, "upscore8", 8);
    }

    /**
     * Maps that scores are made of.
     *
     * @param pool3 an eighth as wide as the image
     * @param pool4 a sixteenth
     * @param scores of each class, a thirty-second
     */
    private record Features(Value pool3, Value pool4, Value scores) {
        static Features of(Value image, NetworkSize size) {
            if (size.input() % COARSEST != 0) {
                throw new IllegalArgumentException("a fully convolutional network needs an input size that is a multiple of %d, not %d"
                        .formatted(COARSEST, size.input()));
            }
            Value pool3 = Vgg.stage(Vgg.stage(Vgg.stage(image, 1, 2, size), 2, 2, size), 3, 3, size);
            Value pool4 = Vgg.stage(pool3, 4, 3, size);
            Value pool5 = Vgg.stage(pool4, 5, 3, size);
            Value fc7 = pool5.conv2d("fc6", size.channels(HIDDEN), Window.square(7, 1, 3)).relu("relu6").dropout("drop6", DROPOUT)
                    .conv2d("fc7", size.channels(HIDDEN), Window.square(1, 1, 0)).relu("relu7").dropout("drop7", DROPOUT);
            return new Features(pool3, pool4, score(fc7, "score_fr", size));
        }

        Value scoresOfPool4(NetworkSize size) {
            return upsampled(scores, "upscore2", 2).add("fuse_pool4", score(pool4, "score_pool4", size));
        }
    }

    private static Value score(Value x, String name, NetworkSize size) {
        return x.conv2d(name, size.classes(), Window.square(1, 1, 0));
    }

    /** A kernel of twice the factor and half a factor of padding: exactly so many times the extents. */
    private static Value upsampled(Value x, String name, int factor) {
        Window window = Window.square(2 * factor, factor, factor / 2);
        return x.then(name, new Operator.ConvTranspose2d(x.shape().channels(), window, 0, 0, 1, false));
    }
}
