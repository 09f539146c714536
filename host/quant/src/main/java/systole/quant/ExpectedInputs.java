package systole.quant;

import systole.graph.Node;
import systole.graph.Operator;

/** What each weight of a layer meets on average. Windows are taken to lie inside the map: the padding's zeros count for nothing. */
@FunctionalInterface
interface ExpectedInputs {
    /** The mean of the values that the weight at that index is multiplied with, for each output. */
    double of(int weight);

    /** Those of a convolution, a transposed one, a linear layer or a batch normalisation. */
    static ExpectedInputs of(Node node, TensorStatistics read, int inputs, int weights) {
        return switch (node.operator()) {
            case Operator.Conv2d(_, _, int groups, _) -> grouped(read, inputs, node.output().channels(), groups, weights);
            case Operator.BatchNorm2d _ -> grouped(read, inputs, inputs, inputs, weights);
            case Operator.ConvTranspose2d(_, var window, _, _, _, _) -> {
                int run = weights / inputs;
                int strides = window.strideY() * window.strideX();
                yield weight -> read.channelMean(weight / run) / strides;
            }
            default -> {
                int features = weights / node.output().size();
                yield weight -> read.mean(weight % features);
            }
        };
    }

    private static ExpectedInputs grouped(TensorStatistics read, int inputs, int outputs, int groups, int weights) {
        int groupInputs = inputs / groups;
        int run = weights / outputs;
        int taps = run / groupInputs;
        return weight -> read.channelMean(weight / run / (outputs / groups) * groupInputs + weight % run / taps);
    }
}
