package systole.models;

import java.util.List;
import java.util.function.BiFunction;
import systole.graph.Value;
import systole.graph.Window;

/** Small networks for digits of 28 x 28 pixels, from the simplest on, as courses build them up. All end in logits. */
final class DigitNetworks {
    private static final List<Integer> HIDDEN = List.of(200, 100, 60, 30);
    private static final Window CONV1 = Window.square(5, 1, 2);
    private static final Window EVEN_CONV1 = new Window(6, 6, 1, 1, 2, 2, 3, 3, 1, 1);
    private static final Window CONV2 = Window.square(5, 2, 2);
    private static final Window CONV3 = Window.square(4, 2, 1);

    private DigitNetworks() {
    }

    /** One layer: a weighted sum of the pixels for each digit. */
    static Value softmaxRegression(Value image, NetworkSize size) {
        return image.flatten("flatten").linear("fc", size.classes());
    }

    /** Five layers of 200, 100, 60, 30 and 10. */
    static Architecture.Layers fullyConnected(BiFunction<Value, String, Value> activation) {
        return (image, size) -> {
            Value x = image.flatten("flatten");
            for (int layer = 1; layer <= HIDDEN.size(); layer++) {
                x = activation.apply(x.linear("fc" + layer, size.channels(HIDDEN.get(layer - 1))), "act" + layer);
            }
            return x.linear("fc5", size.classes());
        };
    }

    /** 4, 8 and 12 channels, strides in place of pools, and 200 hidden units. */
    static Value convolutional(Value image, NetworkSize size) {
        Value x = image.conv2d("conv1", size.channels(4), CONV1).relu("relu1");
        return hidden(reduced(x, size.channels(8), size.channels(12)), size).linear("fc2", size.classes());
    }

    /** The same with batch normalisation after each convolution. */
    static Value normalised(Value image, NetworkSize size) {
        Value x = image.conv2d("conv1", size.channels(4), CONV1).batchNorm2d("bn1").relu("relu1")
                .conv2d("conv2", size.channels(8), CONV2).batchNorm2d("bn2").relu("relu2")
                .conv2d("conv3", size.channels(12), CONV3).batchNorm2d("bn3").relu("relu3");
        return hidden(x, size).linear("fc2", size.classes());
    }

    /** 6, 12 and 24 channels, a first kernel of 6 x 6, and that share of the hidden units dropped in training. */
    static Architecture.Layers withDropout(float probability) {
        return (image, size) -> {
            Value x = image.conv2d("conv1", size.channels(6), EVEN_CONV1).relu("relu1");
            x = hidden(reduced(x, size.channels(12), size.channels(24)), size);
            return x.dropout("drop", probability).linear("fc2", size.classes());
        };
    }

    /** Two convolutions that halve the map: to 14 x 14, and 7 x 7. */
    private static Value reduced(Value x, int second, int third) {
        return x.conv2d("conv2", second, CONV2).relu("relu2").conv2d("conv3", third, CONV3).relu("relu3");
    }

    private static Value hidden(Value x, NetworkSize size) {
        return x.flatten("flatten").linear("fc1", size.channels(200)).relu("relu4");
    }
}
