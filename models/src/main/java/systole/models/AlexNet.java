package systole.models;

import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Value;
import systole.graph.Window;

/** AlexNet of Krizhevsky, Sutskever and Hinton, 2012: pools that overlap, and local response normalisation before the first two of them. */
final class AlexNet {
    private static final Window POOL = Window.square(3, 2, 0);
    private static final Window CONV3 = Window.square(3, 1, 1);
    private static final int HIDDEN = 4096;

    private AlexNet() {
    }

    /**
     * As published: conv2, conv4 and conv5 in the two groups that the paper spread over two GPUs. It says 224x224 pixels; its sizes come out with
     * 227x227.
     */
    static Value twoGroups(Value image, NetworkSize size) {
        Window first = Window.square(11, 4, 0);
        Value x = convolve(image, 1, size.channels(96, 2), first, 1);
        x = normalise(x, "norm1").maxPool("pool1", POOL);
        x = convolve(x, 2, size.channels(256, 2), Window.square(5, 1, 2), 2);
        x = normalise(x, "norm2").maxPool("pool2", POOL);
        x = convolve(x, 3, size.channels(384, 2), CONV3, 1);
        x = convolve(x, 4, size.channels(384, 2), CONV3, 2);
        x = convolve(x, 5, size.channels(256, 2), CONV3, 2).maxPool("pool5", POOL);
        return Heads.fullyConnected(x, size, HIDDEN, HIDDEN);
    }

    /**
     * As it is often drawn since: one column for 224x224 pixels, whose maps are 56, 28, 14 and 7 wide. All windows are padded so that a stride
     * divides the extent exactly (TensorFlow's SAME): a row more below and on the right where the padding is odd.
     */
    static Value oneColumn(Value image, NetworkSize size) {
        Window first = new Window(11, 11, 4, 4, 3, 3, 4, 4, 1, 1);
        Value x = convolve(image, 1, size.channels(96), first, 1);
        x = pool(normalise(x, "norm1"), "pool1");
        x = convolve(x, 2, size.channels(256), Window.square(5, 1, 2), 1);
        x = pool(normalise(x, "norm2"), "pool2");
        x = convolve(x, 3, size.channels(384), CONV3, 1);
        x = convolve(x, 4, size.channels(384), CONV3, 1);
        x = pool(convolve(x, 5, size.channels(256), CONV3, 1), "pool5");
        return Heads.fullyConnected(x, size, HIDDEN, HIDDEN);
    }

    private static Value convolve(Value x, int number, int outputs, Window window, int groups) {
        return x.conv2d("conv" + number, outputs, window, groups).relu("relu" + number);
    }

    private static Value pool(Value x, String name) {
        return x.then(name, new Operator.MaxPool(POOL, Rounding.CEILING));
    }

    /** Section 3.3: n = 5, k = 2, alpha = 1e-4, beta = 0.75; the paper does not divide alpha by n, as the operator does. */
    static Value normalise(Value x, String name) {
        return x.then(name, new Operator.LocalResponseNorm(5, 5 * 1e-4f, 0.75f, 2));
    }
}
