package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/**
 * Turns float operators between DequantizeLinear and QuantizeLinear into integer ones. Sums of products are exact then, where float32 rounds, as they
 * are in ONNX Runtime once it has fused such nodes.
 */
final class QdqLowering {
    private final Tensors tensors;
    private final NodeLowering lowering;
    private final Tables tables;

    QdqLowering(Tensors tensors, NodeLowering lowering, Tables tables) {
        this.tensors = tensors;
        this.lowering = lowering;
        this.tables = tables;
    }

    /** What the array makes of a group. */
    Unit lower(QdqGroup group) {
        String output = NodeLowering.output(group.quantise());
        if (group.operator().isEmpty()) {
            OnnxNode first = group.nodes().getFirst();
            return table(group, output, first);
        }
        OnnxNode operator = group.operator().get();
        return switch (operator.operator()) {
            case "Conv" -> lowering.convolution(operator, group.nodes(), output, read(group, operator, 0), type(group, operator, 0),
                    weighted(group, operator, weights(group, operator)), low(group, output));
            case "Gemm" -> gemm(group, operator, output);
            case "Add" -> Sums.dequantised(
                    lowering, group.nodes(), output, operand(group, operator, 0), operand(group, operator, 1), low(group, output));
            case "MaxPool" -> {
                requireNoActivation(group);
                yield lowering.maximum(operator, group.nodes(), output, read(group, operator, 0));
            }
            default -> {
                requireNoActivation(group);
                yield lowering.moved(group.nodes(), output, read(group, operator, 0));
            }
        };
    }

    /** All that is done to a value by itself, as one table. */
    private Unit table(QdqGroup group, String output, OnnxNode first) {
        OnnxNode dequantise = group.dequantised().get(first.input(0));
        String read = dequantise.input(0);
        lowering.eightBits(read);
        List<OnnxNode> chain = new ArrayList<>(List.of(dequantise));
        chain.addAll(group.nodes());
        return lowering.lookup(group.nodes(), output, read, tables.of(chain, lowering.type(read).type()));
    }

    private Unit gemm(QdqGroup group, OnnxNode operator, String output) {
        if (operator.integer("transA", 0) != 0 || operator.real("alpha", 1) != 1 || operator.real("beta", 1) != 1) {
            throw new HostOnlyException("its matrices are transposed or scaled");
        }
        Tensor weights = weights(group, operator);
        Tensor rows = operator.integer("transB", 0) != 0 ? weights : Tables.transposed(weights);
        return lowering.linear(group.nodes(), output, read(group, operator, 0), type(group, operator, 0), weighted(group, operator, rows),
                low(group, output));
    }

    private Tensor weights(QdqGroup group, OnnxNode operator) {
        return tensors.constant(dequantise(group, operator, 1), 0);
    }

    private Weighted weighted(QdqGroup group, OnnxNode operator, Tensor weights) {
        OnnxNode dequantise = dequantise(group, operator, 1);
        boolean biased = !operator.input(2).isEmpty();
        Optional<Tensor> biases = biased ? Optional.of(tensors.constant(dequantise(group, operator, 2), 0)) : Optional.empty();
        return new Weighted(weights, tensors.constant(dequantise, 1), tensors.optionalConstant(dequantise, 2), biases);
    }

    private EightBits type(QdqGroup group, OnnxNode operator, int input) {
        return lowering.type(dequantise(group, operator, input), 1);
    }

    private Sums.Operand operand(QdqGroup group, OnnxNode operator, int input) {
        return new Sums.Operand(read(group, operator, input), type(group, operator, input));
    }

    private String read(QdqGroup group, OnnxNode operator, int input) {
        return dequantise(group, operator, input).inputs().getFirst();
    }

    private static OnnxNode dequantise(QdqGroup group, OnnxNode operator, int input) {
        OnnxNode found = group.dequantised().get(operator.input(input));
        if (found == null) {
            throw new HostOnlyException("its input %d is float32".formatted(input));
        }
        return found;
    }

    /** The smallest result: a ReLU's is 0. */
    private int low(QdqGroup group, String output) {
        if (group.activation().isEmpty()) {
            return Byte.MIN_VALUE;
        }
        if (!group.activation().get().operator().equals("Relu")) {
            throw new HostOnlyException("%s is between it and its quantisation".formatted(group.activation().get().operator()));
        }
        return lowering.type(output).quantisation().zeroPoint();
    }

    private static void requireNoActivation(QdqGroup group) {
        if (group.activation().isPresent()) {
            throw new HostOnlyException("%s is between it and its quantisation".formatted(group.activation().get().operator()));
        }
    }
}
