package systole.nn;

import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/**
 * One operator's arithmetic on batches of images: arrays hold the images one after the other. A layer may keep scratch memory, so it belongs to
 * one thread; its parameters may be shared.
 */
interface Layer {
    /** Writes the whole output of that many images. */
    void forward(int images, float[] input, float[] output);

    /**
     * Adds the loss's derivative by the input to {@code inputGradient}, and that by its parameters to {@code gradients}, given what the forward pass
     * read and wrote and the derivative by the output.
     */
    void backward(int images, float[] input, float[] output, float[] outputGradient, float[] inputGradient, Parameters gradients);

    /** The layer of a node. */
    static Layer of(Node node, Shape input, Parameters parameters) {
        return switch (node.operator()) {
            case Operator.Conv2d(_, var window, int groups, _) -> new Conv2dLayer(node, window, groups, input, parameters);
            case Operator.Linear _ -> new LinearLayer(node, input.size(), parameters);
            case Operator.MaxPool(var window, _) -> new MaxPoolLayer(window, input, node.output());
            case Operator.AveragePool(var window, _, _) -> new AveragePoolLayer(window, input, node.output());
            case Operator.Relu _ -> new ActivationLayer(node.output().size(), x -> Math.max(x, 0), y -> y > 0 ? 1 : 0);
            case Operator.Sigmoid _ -> new ActivationLayer(node.output().size(), ActivationLayer::sigmoid, y -> y * (1 - y));
            case Operator.Tanh _ -> new ActivationLayer(node.output().size(), x -> (float) Math.tanh(x), y -> 1 - y * y);
            case Operator.Flatten _ -> new FlattenLayer(node.output().size());
            default -> throw new IllegalArgumentException("node %s is a %s, which has no float layer".formatted(node.name(), node.type()));
        };
    }
}
