package systole.models;

import systole.graph.Operator;
import systole.graph.Rounding;
import systole.graph.Value;
import systole.graph.Window;

/**
 * GoogLeNet of Szegedy et al., 2015 ("Going deeper with convolutions"), table 1, as it is used after training: without the two auxiliary classifiers.
 * Its pools round up, as the table's sizes tell; the constants of its local response normalisation are those of the authors' Caffe model.
 */
final class GoogLeNet {
    private GoogLeNet() {
    }

    /**
     * A row of table 1; names are its columns'.
     *
     * @param reduce3x3 outputs of the 1x1 convolution before the 3x3 one; likewise 5x5
     * @param poolProjection outputs of the 1x1 convolution after the pool
     */
    private record Inception(String name, int conv1x1, int reduce3x3, int conv3x3, int reduce5x5, int conv5x5, int poolProjection) {
        Value of(Value x, NetworkSize size) {
            Value one = convolve(x, "1x1", size.channels(conv1x1), 1);
            Value three = convolve(convolve(x, "3x3_reduce", size.channels(reduce3x3), 1), "3x3", size.channels(conv3x3), 3);
            Value five = convolve(convolve(x, "5x5_reduce", size.channels(reduce5x5), 1), "5x5", size.channels(conv5x5), 5);
            Value pooled = convolve(x.maxPool(name + ".pool", Window.square(3, 1, 1)), "pool_proj", size.channels(poolProjection), 1);
            return one.concat(name + ".output", three, five, pooled);
        }

        private Value convolve(Value x, String column, int outputs, int kernel) {
            return GoogLeNet.convolve(x, name + "." + column, outputs, Window.square(kernel, 1, kernel / 2));
        }
    }

    static Value layers(Value image, NetworkSize size) {
        Value x = convolve(image, "conv1", size.channels(64), Window.square(7, 2, 3));
        x = normalise(pool(x, "pool1"), "norm1");
        x = convolve(x, "conv2.3x3_reduce", size.channels(64), Window.square(1, 1, 0));
        x = convolve(x, "conv2.3x3", size.channels(192), Window.square(3, 1, 1));
        x = pool(normalise(x, "norm2"), "pool2");
        x = new Inception("inception3a", 64, 96, 128, 16, 32, 32).of(x, size);
        x = new Inception("inception3b", 128, 128, 192, 32, 96, 64).of(x, size);
        x = pool(x, "pool3");
        x = new Inception("inception4a", 192, 96, 208, 16, 48, 64).of(x, size);
        x = new Inception("inception4b", 160, 112, 224, 24, 64, 64).of(x, size);
        x = new Inception("inception4c", 128, 128, 256, 24, 64, 64).of(x, size);
        x = new Inception("inception4d", 112, 144, 288, 32, 64, 64).of(x, size);
        x = new Inception("inception4e", 256, 160, 320, 32, 128, 128).of(x, size);
        x = pool(x, "pool4");
        x = new Inception("inception5a", 256, 160, 320, 32, 128, 128).of(x, size);
        x = new Inception("inception5b", 384, 192, 384, 48, 128, 128).of(x, size);
        return x.globalAveragePool("pool5").dropout("drop", 0.4f).linear("fc", size.classes()).softmax("softmax");
    }

    private static Value convolve(Value x, String name, int outputs, Window window) {
        return x.conv2d(name, outputs, window).relu(name + ".relu");
    }

    private static Value pool(Value x, String name) {
        return x.then(name, new Operator.MaxPool(Window.square(3, 2, 0), Rounding.CEILING));
    }

    private static Value normalise(Value x, String name) {
        return x.then(name, new Operator.LocalResponseNorm(5, 1e-4f, 0.75f, 1));
    }
}
