package systole.onnx.quantised;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import systole.onnx.model.OnnxNode;
import systole.quant.Quantisation;

/** Which quantisation each 8-bit tensor of a model has: nodes tell it of what they read and make, in inputs of their own. */
final class Quantisations {
    /** Operators that hand on the values, and with these the quantisation. */
    static final Set<String> MOVING = Set.of("MaxPool", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Transpose");

    private final Tensors tensors;
    private final Map<String, EightBits> known = new HashMap<>();

    /** All that the nodes tell; tensors are those that are known so far, of which only constants matter here. */
    Quantisations(List<OnnxNode> nodes, Tensors tensors) {
        this.tensors = tensors;
        nodes.forEach(this::observe);
        nodes.forEach(node -> pass(node, node.inputs(), node.outputs()));
        nodes.reversed().forEach(node -> pass(node, node.outputs(), node.inputs()));
    }

    /** A tensor's type; a quantisation of scale 1 around 0 where none is told, for it does not matter then. */
    EightBits of(String tensor) {
        EightBits found = known.get(tensor);
        return found != null ? found : new EightBits(tensors.example(tensor).type(), new Quantisation(1, 0));
    }

    /** A tensor's type, or that of the tensor it is made of where none is told. */
    EightBits inherited(String tensor, String from) {
        return known.computeIfAbsent(tensor, _ -> of(from));
    }

    private void pass(OnnxNode node, List<String> from, List<String> to) {
        boolean moves = MOVING.contains(node.operator()) && !from.isEmpty() && !to.isEmpty();
        if (moves && known.containsKey(from.getFirst())) {
            known.putIfAbsent(to.getFirst(), known.get(from.getFirst()));
        }
    }

    private void observe(OnnxNode node) {
        switch (node.operator()) {
            case "QuantizeLinear" -> tell(node, node.outputs().getFirst(), 1);
            case "DequantizeLinear" -> tell(node, node.input(0), 1);
            case "QLinearConv" -> tell(node, 0, 1, 6);
            case "QLinearMatMul" -> {
                tell(node, 0, 1, 6);
                tell(node, node.input(3), 4);
            }
            case "QGemm" -> tell(node, 0, 1, 7);
            case "QLinearAdd", "QLinearMul" -> {
                tell(node, 0, 1, 6);
                tell(node, node.input(3), 4);
            }
            case "QLinearGlobalAveragePool", "QLinearAveragePool", "QLinearSigmoid", "QLinearLeakyRelu" -> tell(node, 0, 1, 3);
            case "QLinearConcat" -> {
                tell(node, node.outputs().getFirst(), 0);
                for (int i = 2; i + 2 < node.inputs().size(); i += 3) {
                    tell(node, node.input(i), i + 1);
                }
            }
            default -> {
            }
        }
    }

    private void tell(OnnxNode node, int input, int inputScale, int outputScale) {
        tell(node, node.input(input), inputScale);
        tell(node, node.outputs().getFirst(), outputScale);
    }

    private void tell(OnnxNode node, String tensor, int scale) {
        try {
            known.putIfAbsent(tensor, EightBits.of(tensors.constant(node, scale), tensors.constant(node, scale + 1)));
        } catch (HostOnlyException e) {
            // such a node stays on the host, and says why there
        }
    }
}
