package systole.onnx.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.model.Attribute;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/** Moves zeros that a Pad adds around a map into the convolution or average pool behind it. */
final class PadFusion {
    private final OnnxGraph graph;

    private PadFusion(OnnxGraph graph) {
        this.graph = graph;
    }

    static Model apply(Model model) {
        return model.with(model.graph().with(new PadFusion(model.graph()).nodes(), model.graph().initialisers()));
    }

    private List<OnnxNode> nodes() {
        Readers readers = new Readers(graph);
        Replacements replacements = new Replacements();
        for (OnnxNode window : graph.nodes()) {
            if (window.inputs().isEmpty() || !takesPadding(window)) {
                continue;
            }
            readers.onlyMaker(window.inputs().getFirst(), "Pad").ifPresent(pad -> zeros(pad).flatMap(zeros -> sum(zeros, window)).ifPresent(sum -> {
                replacements.replace(window, padded(window, pad.inputs().getFirst(), sum));
                replacements.remove(pad);
            }));
        }
        return replacements.applied(graph.nodes());
    }

    /** An average pool only where it has no padding of its own, which it might not count; the zeros that Pad makes are always counted. */
    private static boolean takesPadding(OnnxNode node) {
        boolean explicit = node.domain().isEmpty() && node.text("auto_pad", "NOTSET").equals("NOTSET");
        boolean unpadded = Arrays.stream(node.integers("pads").orElse(new long[0])).allMatch(pad -> pad == 0);
        return explicit && (node.operator().equals("Conv")
                || node.operator().equals("AveragePool") && unpadded && node.integer("ceil_mode", 0) == 0);
    }

    /** How many zeros a Pad adds on each axis, begins and then ends; empty where it does anything else. */
    private Optional<long[]> zeros(OnnxNode pad) {
        boolean ofZeros = pad.text("mode", "constant").equals("constant") && pad.real("value", 0) == 0 && isZero(pad, 2)
                && (pad.inputs().size() <= 3 || pad.inputs().get(3).isEmpty());
        Optional<long[]> pads = pad.integers("pads").or(() -> constant(pad, 1).map(Tensor::toLongs));
        return ofZeros ? pads.filter(all -> Arrays.stream(all).allMatch(count -> count >= 0 && count <= Integer.MAX_VALUE)) : Optional.empty();
    }

    private boolean isZero(OnnxNode pad, int input) {
        return pad.inputs().size() <= input || pad.inputs().get(input).isEmpty()
                || constant(pad, input).filter(value -> value.size() == 1 && value.type().isFloating() && value.doubleAt(0) == 0).isPresent();
    }

    private Optional<Tensor> constant(OnnxNode node, int input) {
        return input < node.inputs().size() ? Optional.ofNullable(graph.initialisers().get(node.inputs().get(input))) : Optional.empty();
    }

    /** The window's padding with the zeros; empty where images or channels are padded too. */
    private static Optional<long[]> sum(long[] zeros, OnnxNode window) {
        int rank = zeros.length / 2;
        if (zeros.length % 2 != 0 || rank < 3 || zeros[0] + zeros[1] + zeros[rank] + zeros[rank + 1] != 0) {
            return Optional.empty();
        }
        int spatial = rank - 2;
        long[] pads = window.integers("pads").orElse(new long[2 * spatial]).clone();
        if (pads.length != 2 * spatial) {
            return Optional.empty();
        }
        for (int axis = 0; axis < spatial; axis++) {
            pads[axis] += zeros[axis + 2];
            pads[axis + spatial] += zeros[axis + rank + 2];
        }
        return Optional.of(pads);
    }

    private static OnnxNode padded(OnnxNode window, String input, long[] pads) {
        List<String> inputs = new ArrayList<>(window.inputs());
        inputs.set(0, input);
        Map<String, Attribute> attributes = new LinkedHashMap<>(window.attributes());
        attributes.put("pads", new Attribute.Ints(Arrays.stream(pads).boxed().toList()));
        if (window.operator().equals("AveragePool")) {
            attributes.put("count_include_pad", new Attribute.Int(1));
        }
        return new OnnxNode(window.name(), window.domain(), window.operator(), inputs, window.outputs(), attributes);
    }
}
