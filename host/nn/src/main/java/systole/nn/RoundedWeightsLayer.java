package systole.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import systole.graph.Node;

/** A layer that computes with rounded weights; their gradients are those of the true ones. */
final class RoundedWeightsLayer implements Layer {
    private final Node node;
    private final Parameters parameters;
    private final FakeQuantisation.WeightRounding rounding;
    /** The layer's own weights; all else is shared with the true parameters. */
    private final Parameters rounded;
    private final Layer layer;

    RoundedWeightsLayer(Node node, Parameters parameters, FakeQuantisation.WeightRounding rounding, Function<Parameters, Layer> layer) {
        this.node = node;
        this.parameters = parameters;
        this.rounding = rounding;
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.tensors());
        tensors.computeIfPresent(node.name() + ".weight", (_, weights) -> Tensor.zeros(weights.shape()));
        rounded = new Parameters(tensors);
        this.layer = layer.apply(rounded);
    }

    @Override
    public void forward(Pass pass, float[][] inputs, float[] output) {
        float[] values = rounding.of(parameters.weight(node));
        System.arraycopy(values, 0, rounded.weight(node), 0, values.length);
        layer.forward(pass, inputs, output);
    }

    @Override
    public void backward(Pass pass, float[][] inputs, float[] output, float[] outputGradient, float[][] inputGradients) {
        layer.backward(pass, inputs, output, outputGradient, inputGradients);
    }

    @Override
    public void addGradients(Pass pass, float[][] inputs, float[] outputGradient, Parameters gradients) {
        layer.addGradients(pass, inputs, outputGradient, gradients);
    }
}
