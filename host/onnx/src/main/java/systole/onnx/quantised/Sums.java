package systole.onnx.quantised;

import java.util.List;
import systole.graph.Shape;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.quant.Additions;
import systole.quant.FloatSum;
import systole.quant.Quantisation;
import systole.quant.QuantisedOperator;

/** Additions: on the array where its multipliers give what the model's operators do in float32, for all pairs of values. */
final class Sums {
    private Sums() {
    }

    /**
     * What an operator reads.
     *
     * @param type as the operator says itself
     */
    record Operand(String tensor, EightBits type) {
    }

    /** QLinearAdd. */
    static Unit linear(NodeLowering lowering, List<OnnxNode> nodes, String output, Operand left, Operand right) {
        DataType type = lowering.type(output).type();
        if (left.type.type() != type || right.type.type() != type) {
            throw new HostOnlyException("its tensors are of different types");
        }
        return sum(lowering, nodes, output, List.of(left, right), type == DataType.UINT8 ? FloatSum::unsigned : FloatSum::signed, Byte.MIN_VALUE);
    }

    /** Add of dequantised tensors. */
    static Unit dequantised(NodeLowering lowering, List<OnnxNode> nodes, String output, Operand left, Operand right, int low) {
        return sum(lowering, nodes, output, List.of(left, right), FloatSum::dequantised, low);
    }

    private interface Formula {
        FloatSum of(Quantisation left, Quantisation right, Quantisation output);
    }

    private static Unit sum(NodeLowering lowering, List<OnnxNode> nodes, String output, List<Operand> operands, Formula formula, int low) {
        List<String> reads = operands.stream().map(Operand::tensor).toList();
        Shape shape = lowering.eightBits(reads.get(0));
        if (!shape.equals(lowering.eightBits(reads.get(1)))) {
            throw new HostOnlyException("its inputs have different shapes");
        }
        operands.forEach(operand -> lowering.requireCountsLike(operand.type, operand.tensor));
        Quantisation left = operands.get(0).type.quantisation();
        Quantisation right = operands.get(1).type.quantisation();
        Quantisation sum = lowering.type(output).quantisation();
        QuantisedOperator.Addition addition = Additions.equalTo(formula.of(left, right, sum), left, right, sum, low, Byte.MAX_VALUE)
                .orElseThrow(() -> new HostOnlyException("no multipliers of 22 bits give all of its float32 sums"));
        return NodeLowering.unit(nodes, reads, addition, lowering.tensor(output, shape));
    }
}
