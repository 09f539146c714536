package systole.onnx.pass;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** With s = scale / sqrt(variance + epsilon): weights become w s, the bias (b - mean) s + shift, channel by channel of the output. */
final class BatchNormFolding {
    private static final float EPSILON = 1e-5f;

    private final OnnxGraph graph;
    private final Map<String, Tensor> constants;

    private BatchNormFolding(OnnxGraph graph) {
        this.graph = graph;
        constants = new LinkedHashMap<>(graph.initialisers());
    }

    static Model apply(Model model) {
        BatchNormFolding folding = new BatchNormFolding(model.graph());
        return model.with(model.graph().with(folding.nodes(), folding.constants));
    }

    private List<OnnxNode> nodes() {
        Readers readers = new Readers(graph);
        Replacements replacements = new Replacements();
        for (OnnxNode norm : graph.nodes()) {
            convolution(norm, readers).ifPresent(convolution -> statistics(norm, convolution).ifPresent(found -> {
                replacements.replace(norm, folded(convolution, norm, found));
                replacements.remove(convolution);
            }));
        }
        return replacements.applied(graph.nodes());
    }

    private static Optional<OnnxNode> convolution(OnnxNode norm, Readers readers) {
        boolean matches = norm.domain().isEmpty() && norm.operator().equals("BatchNormalization") && norm.inputs().size() == 5;
        return matches ? readers.onlyMaker(norm.inputs().getFirst(), "Conv") : Optional.empty();
    }

    /** The constants of both nodes. */
    private record Statistics(Tensor weight, float[] bias, float[] scale, float[] shift, float[] mean, float[] variance, float epsilon) {
        double factor(int channel) {
            return scale[channel] / Math.sqrt(variance[channel] + epsilon);
        }
    }

    private Optional<Statistics> statistics(OnnxNode norm, OnnxNode convolution) {
        boolean plain = norm.integer("training_mode", 0) == 0 && norm.outputs().stream().skip(1).allMatch(String::isEmpty);
        Tensor weight = constants.get(convolution.inputs().get(1));
        String biasName = convolution.inputs().size() > 2 ? convolution.inputs().get(2) : "";
        if (!plain || weight == null || weight.type() != DataType.FLOAT || !biasName.isEmpty() && !constants.containsKey(biasName)
                || !norm.inputs().stream().skip(1).allMatch(constants::containsKey) || weight.extents().rank() < 3) {
            return Optional.empty();
        }
        int channels = weight.extents().get(0);
        List<float[]> values = norm.inputs().stream().skip(1).map(name -> constants.get(name).toFloats()).toList();
        float[] bias = biasName.isEmpty() ? new float[channels] : constants.get(biasName).toFloats();
        if (bias.length != channels || values.stream().anyMatch(value -> value.length != channels)) {
            return Optional.empty();
        }
        return Optional.of(new Statistics(weight, bias, values.get(0), values.get(1), values.get(2), values.get(3), norm.real("epsilon", EPSILON)));
    }

    private OnnxNode folded(OnnxNode convolution, OnnxNode norm, Statistics s) {
        TensorBuilder weight = new TensorBuilder(DataType.FLOAT, s.weight.extents());
        TensorBuilder bias = new TensorBuilder(DataType.FLOAT, Extents.of(s.bias.length));
        int taps = s.weight.size() / Math.max(1, s.bias.length);
        float[] values = s.weight.floats();
        for (int channel = 0; channel < s.bias.length; channel++) {
            double factor = s.factor(channel);
            for (int i = channel * taps; i < (channel + 1) * taps; i++) {
                weight.set(i, values[i] * factor);
            }
            bias.set(channel, (s.bias[channel] - s.mean[channel]) * factor + s.shift[channel]);
        }
        String made = norm.outputs().getFirst();
        constants.put(made + ".weight", weight.build());
        constants.put(made + ".bias", bias.build());
        return new OnnxNode(convolution.name(), "", "Conv", List.of(convolution.inputs().getFirst(), made + ".weight", made + ".bias"),
                List.of(made), convolution.attributes());
    }
}
