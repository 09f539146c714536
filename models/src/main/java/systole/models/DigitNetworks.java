package systole.models;

import java.util.List;
import java.util.function.BiFunction;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** Small networks for digits of 28 x 28 pixels, from the simplest on, as courses build them up. All end in logits. */
final class DigitNetworks {
    private static final Shape INPUT = Shape.map(1, 28, 28);
    private static final List<Integer> HIDDEN = List.of(200, 100, 60, 30);
    private static final int CLASSES = 10;
    private static final float DROPOUT = 0.25f;

    private DigitNetworks() {
    }

    static List<Graph> all() {
        return List.of(softmaxRegression(), fullyConnected("mlp-sigmoid", Value::sigmoid), fullyConnected("mlp-relu", Value::relu),
                convolutional(), normalised(), convolutionalWithDropout("convnet-6-12-24", DROPOUT),
                convolutionalWithDropout("convnet-6-12-24-plain", 0));
    }

    /** One layer: a weighted sum of the pixels for each digit. */
    private static Graph softmaxRegression() {
        return Graph.sequential("softmax-regression", INPUT).flatten("flatten").linear("fc", CLASSES).build();
    }

    /** Five layers of 200, 100, 60, 30 and 10. */
    private static Graph fullyConnected(String name, Activation activation) {
        Value x = Graph.sequential(name, INPUT).flatten("flatten");
        for (int layer = 1; layer <= HIDDEN.size(); layer++) {
            x = activation.apply(x.linear("fc" + layer, HIDDEN.get(layer - 1)), "act" + layer);
        }
        return x.linear("fc5", CLASSES).build();
    }

    private interface Activation extends BiFunction<Value, String, Value> {
    }

    /** 4, 8 and 12 channels, strides in place of pools, and 200 hidden units. */
    private static Graph convolutional() {
        Value x = Graph.sequential("convnet-4-8-12", INPUT).conv2d("conv1", 4, Window.square(5, 1, 2)).relu("relu1");
        return reduced(x, 8, 12).linear("fc1", 200).relu("relu4").linear("fc2", CLASSES).build();
    }

    /** The same with batch normalisation after each convolution. */
    private static Graph normalised() {
        Value x = Graph.sequential("convnet-4-8-12-bn", INPUT).conv2d("conv1", 4, Window.square(5, 1, 2)).batchNorm2d("bn1").relu("relu1")
                .conv2d("conv2", 8, Window.square(5, 2, 2)).batchNorm2d("bn2").relu("relu2")
                .conv2d("conv3", 12, Window.square(4, 2, 1)).batchNorm2d("bn3").relu("relu3").flatten("flatten");
        return x.linear("fc1", 200).relu("relu4").linear("fc2", CLASSES).build();
    }

    /** 6, 12 and 24 channels, a first kernel of 6 x 6, and a share of the hidden units dropped in training. */
    private static Graph convolutionalWithDropout(String name, float probability) {
        Window even = new Window(6, 6, 1, 1, 2, 2, 3, 3, 1, 1);
        Value x = Graph.sequential(name, INPUT).conv2d("conv1", 6, even).relu("relu1");
        return reduced(x, 12, 24).linear("fc1", 200).relu("relu4").dropout("drop", probability).linear("fc2", CLASSES).build();
    }

    /** Two convolutions that halve the map: to 14 x 14, and 7 x 7. */
    private static Value reduced(Value x, int second, int third) {
        return x.conv2d("conv2", second, Window.square(5, 2, 2)).relu("relu2")
                .conv2d("conv3", third, Window.square(4, 2, 1)).relu("relu3").flatten("flatten");
    }
}
