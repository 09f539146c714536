package systole.nn;

import java.util.List;
import systole.graph.Divisor;
import systole.graph.Node;
import systole.graph.Operator;
import systole.graph.Shape;

/** What a network is run for. Two operators differ: batch normalisation and dropout. */
enum Phase {
    /** Running statistics, nothing is dropped, and nothing but outputs changes. */
    INFERENCE(Statistics.RUNNING) {
        @Override
        Layer dropout(int size, float probability, long salt) {
            return new CopyLayer(size);
        }
    },
    /** The batch's statistics, which forward counts into the running ones, and values dropped at random. */
    TRAINING(Statistics.BATCH) {
        @Override
        Layer dropout(int size, float probability, long salt) {
            return new DropoutLayer(size, probability, salt);
        }
    };

    private final Statistics statistics;

    Phase(Statistics statistics) {
        this.statistics = statistics;
    }

    abstract Layer dropout(int size, float probability, long salt);

    /**
     * The layer of a node.
     *
     * @param inputs shapes that it reads
     */
    Layer layer(Node node, List<Shape> inputs, Parameters parameters) {
        Shape output = node.output();
        int size = output.size();
        int area = size / output.channels();
        Shape input = inputs.getFirst();
        return switch (node.operator()) {
            case Operator.Input _ -> throw new IllegalArgumentException("the input " + node.name() + " is not computed");
            case Operator.Conv2d convolution -> Conv2dLayer.of(node, convolution, input, parameters);
            case Operator.ConvTranspose2d convolution -> ConvTranspose2dLayer.of(node, convolution, input, parameters);
            case Operator.Linear _ -> new LinearLayer(node, input.size(), parameters, new Bias(node, size, 1));
            case Operator.MatMul _ -> new MatMulLayer(input, inputs.getLast());
            case Operator.Transpose _ -> new TransposeLayer(input.extents().getFirst(), input.extents().getLast());
            case Operator.MaxPool(var window, _) -> new MaxPoolLayer(Patch.windows(window, Divisor.INPUT, input, output), input);
            case Operator.AveragePool(var window, _, var divisor) ->
                    new AveragePoolLayer(Patch.windows(window, divisor, input, output), input);
            case Operator.AdaptiveMaxPool _ -> new MaxPoolLayer(Patch.areas(input, output), input);
            case Operator.AdaptiveAveragePool _ -> new AveragePoolLayer(Patch.areas(input, output), input);
            case Operator.Relu _ -> new ClipLayer(size, 0, Float.POSITIVE_INFINITY);
            case Operator.Clip(float low, float high) -> new ClipLayer(size, low, high);
            case Operator.LeakyRelu(float slope) -> ActivationLayer.leakyRelu(size, slope);
            case Operator.Elu(float alpha) -> ActivationLayer.elu(size, alpha);
            case Operator.Sigmoid _ -> ActivationLayer.sigmoid(size);
            case Operator.Tanh _ -> ActivationLayer.tanh(size);
            case Operator.Softmax _ -> new SoftmaxLayer(output.channels(), area);
            case Operator.LogSoftmax _ -> new LogSoftmaxLayer(output.channels(), area);
            case Operator.BatchNorm2d norm -> new BatchNorm2dLayer(node, norm, parameters, statistics);
            case Operator.LocalResponseNorm norm -> new LocalResponseNormLayer(norm, output);
            case Operator.Dropout(float probability) -> dropout(size, probability, node.name().hashCode());
            case Operator.Flatten _, Operator.Reshape _ -> new CopyLayer(size);
            case Operator.Concat _ -> new ConcatLayer(inputs.stream().map(Shape::size).toList());
            case Operator.Add _ -> new AddLayer(size);
        };
    }
}
