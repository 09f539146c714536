package systole.models;

import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Value;
import systole.graph.Window;

/**
 * The two streams of Simonyan and Zisserman, 2014 ("Two-stream convolutional networks for action recognition in videos"), figure 1: CNN-M of
 * Chatfield et al., 2014, with 2,048 units in full7, once for a frame and once for the optical flow of ten. Paddings and pools that round up are
 * CNN-M's. Each stream is a network of its own, as the authors trained them; a video's probabilities are the mean of both.
 */
final class TwoStream {
    private static final Window CONV3 = Window.square(3, 1, 1);

    private TwoStream() {
    }

    /** The stream that sees one frame. */
    static Value spatial(Value frame, NetworkSize size) {
        Value x = pool(AlexNet.normalise(first(frame, size), "norm1"), "pool1");
        return last(pool(AlexNet.normalise(second(x, size), "norm2"), "pool2"), size);
    }

    /** The stream that sees horizontal and vertical flow; without the second normalisation, as the paper says. */
    static Value temporal(Value flow, NetworkSize size) {
        Value x = pool(AlexNet.normalise(first(flow, size), "norm1"), "pool1");
        return last(pool(second(x, size), "pool2"), size);
    }

    private static Value first(Value x, NetworkSize size) {
        return x.conv2d("conv1", size.channels(96), Window.square(7, 2, 0)).relu("relu1");
    }

    private static Value second(Value x, NetworkSize size) {
        return x.conv2d("conv2", size.channels(256), Window.square(5, 2, 1)).relu("relu2");
    }

    private static Value last(Value x, NetworkSize size) {
        Value y = x.conv2d("conv3", size.channels(512), CONV3).relu("relu3")
                .conv2d("conv4", size.channels(512), CONV3).relu("relu4")
                .conv2d("conv5", size.channels(512), CONV3).relu("relu5");
        return Heads.fullyConnected(pool(y, "pool5"), size, 4096, 2048);
    }

    private static Value pool(Value x, String name) {
        return x.then(name, new Operator.MaxPool(Window.square(3, 2, 0), Rounding.CEILING));
    }
}
