package systole.models;

import systole.graph.Graph;
import systole.graph.Value;
import systole.graph.Window;
import systole.models.data.DigitFrame;
import systole.models.data.GreyImage;

/**
 * LeNet-5 of LeCun, Bottou, Bengio and Haffner, 1998: two 5x5 convolutions without padding, each with a 2x2 pool, and three fully
 * connected layers. The paper's 32x32 input is a 28x28 image inside a border of two, here conv1's padding. As is today's practice, every unit
 * is a ReLU in place of the paper's scaled tanh, the pools take the maximum, conv2 reads all maps of pool1, and the last layer is plain.
 */
public final class LeNet5 implements TrainedModel {
    private static final Window POOL = Window.square(2, 2, 0);

    @Override
    public String name() {
        return "lenet5";
    }

    @Override
    public Graph graph() {
        return Zoo.byName(name()).graph();
    }

    static Value layers(Value image, NetworkSize size) {
        return image
                .conv2d("conv1", size.channels(6), Window.square(5, 1, 2)).relu("relu1").maxPool("pool1", POOL)
                .conv2d("conv2", size.channels(16), Window.square(5, 1, 0)).relu("relu2").maxPool("pool2", POOL)
                .flatten("flatten")
                .linear("fc1", size.channels(120)).relu("relu3")
                .linear("fc2", size.channels(84)).relu("relu4")
                .linear("fc3", size.classes());
    }

    /** Grey values from 0 to 1, framed as MNIST's are; so the int8 input holds the picture's bytes exactly. */
    @Override
    public float[] prepare(GreyImage image) {
        byte[] pixels = DigitFrame.frame(image).pixels();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(pixels[i]) / 255f;
        }
        return values;
    }
}
