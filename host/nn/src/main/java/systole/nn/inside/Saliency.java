package systole.nn.inside;

import systole.graph.Shape;
import systole.nn.Network;
import systole.nn.Tensor;

/**
 * Which pixels decide: the derivative of a class's score by each pixel (Simonyan, Vedaldi and Zisserman, 2013, "Deep inside convolutional
 * networks", section 3.1).
 */
public final class Saliency {
    private Saliency() {
    }

    /**
     * The largest magnitude over the channels, for each pixel of an image.
     *
     * @param image values of the input's shape
     * @param label whose score, before a closing softmax
     * @return a map of one channel
     */
    public static Tensor of(Network network, float[] image, int label) {
        float[] gradient = network.inputGradient(image, network.scores(), label);
        Shape input = network.graph().input().output();
        Tensor map = Tensor.zeros(Shape.map(1, input.height(), input.width()));
        int area = map.values().length;
        for (int i = 0; i < gradient.length; i++) {
            map.values()[i % area] = Math.max(map.values()[i % area], Math.abs(gradient[i]));
        }
        return map;
    }
}
