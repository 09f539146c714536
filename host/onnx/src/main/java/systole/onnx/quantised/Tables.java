package systole.onnx.quantised;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.onnx.Interpreter;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.quant.Quantisation;

/** Tables of 256 results, by the int8 value as an unsigned byte. */
final class Tables {
    static final int VALUES = 256;

    private final Model model;
    private final Tensors tensors;

    Tables(Model model, Tensors tensors) {
        this.model = model;
        this.tensors = tensors;
    }

    /** What nodes one behind the other make of each value of that type: the host computes them once. */
    byte[] of(List<OnnxNode> nodes, DataType type) {
        byte[] all = new byte[VALUES];
        for (int i = 0; i < VALUES; i++) {
            all[i] = (byte) i;
        }
        Tensor values = EightBits.tensor(type, Extents.of(VALUES), all);
        for (OnnxNode node : nodes) {
            Tensor read = values;
            List<Optional<Tensor>> inputs = IntStream.range(0, node.inputs().size())
                    .mapToObj(i -> i == 0 ? Optional.of(read) : tensors.optionalConstant(node, i)).toList();
            values = Interpreter.evaluate(node, model.opsets().getOrDefault(node.domain(), 1), inputs).getFirst();
        }
        if (!EightBits.are(values)) {
            throw new HostOnlyException("its results are " + values.type());
        }
        return EightBits.signed(values);
    }

    /** Results in the order of a type's values as unsigned bytes, in that of int8 values. */
    static byte[] byValue(byte[] results, DataType type) {
        byte[] table = new byte[VALUES];
        for (int i = 0; i < VALUES; i++) {
            table[i] = results[(i + EightBits.offset(type)) & 0xFF];
        }
        return table;
    }

    /** Values of one quantisation in another. */
    static byte[] rescaling(Quantisation from, Quantisation to) {
        byte[] table = new byte[VALUES];
        for (int i = 0; i < VALUES; i++) {
            table[i] = to.quantise(from.dequantise((byte) i));
        }
        return table;
    }

    /** A matrix of 8-bit elements with rows and columns exchanged; throws {@link HostOnlyException} for other tensors. */
    static Tensor transposed(Tensor matrix) {
        if (matrix.extents().rank() != 2 || !EightBits.are(matrix)) {
            throw new HostOnlyException("its weights are no matrix of 8-bit values");
        }
        int rows = matrix.extents().get(0);
        int columns = matrix.extents().get(1);
        byte[] transposed = new byte[matrix.size()];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i % columns * rows + i / columns] = matrix.bytes()[i];
        }
        return Tensor.of(matrix.type(), Extents.of(columns, rows), transposed);
    }
}
