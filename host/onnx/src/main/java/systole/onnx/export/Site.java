package systole.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import systole.graph.Shape;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * A quantised node on its way into a model. Activations are uint8 there, 128 larger than their int8 values.
 *
 * @param writer takes the model's nodes
 * @param node what is exported
 * @param inputs the tensors that it reads
 * @param names of those in the model
 * @param name of the node's tensor in the model
 */
record Site(GraphWriter writer, QuantisedNode node, List<QuantisedTensor> inputs, List<String> names, String name) {
    /** By how much uint8 values and zero points are larger than int8 ones. */
    static final int OFFSET = -Byte.MIN_VALUE;

    QuantisedTensor input() {
        return inputs.getFirst();
    }

    QuantisedTensor output() {
        return node.output();
    }

    /** The first input's name in the model. */
    String read() {
        return names.getFirst();
    }

    /** The scales of a requantisation of the first input to the output. */
    Factors factors(Requantisation requantisation) {
        return Factors.of(requantisation.scale(), input().quantisation().scale(), output().quantisation().scale());
    }

    /** The name of something within the node. */
    String part(String what) {
        return name + "/" + what;
    }

    /** The same node under another name. */
    Site named(String other) {
        return new Site(writer, node, inputs, names, other);
    }

    /** A constant with one uint8 zero point. */
    String zeroPoint(int zeroPoint) {
        return writer.unsigned("zero_point/" + (zeroPoint + OFFSET), new byte[] {(byte) zeroPoint});
    }

    /** Another shape for a tensor of any number of images. */
    String reshaped(String tensor, String read, long... extents) {
        long[] withBatch = new long[extents.length + 1];
        System.arraycopy(extents, 0, withBatch, 1, extents.length);
        return writer.append(tensor, Operation.of("Reshape"), read, writer.longs(tensor + "/shape", withBatch));
    }

    String reshaped(String tensor, String read, Shape shape) {
        return writer.append(tensor, Operation.of("Reshape"), read, writer.extents(tensor + "/shape", shape));
    }

    /** A vector of all features, whatever shape is read. */
    String flattened() {
        return input().shape().extents().size() == 1 ? read()
                : writer.append(part("flat"), Operation.of("Flatten").with("axis", 1), read());
    }

    /**
     * What follows a sum that saturates: the clamp, where it is narrower than uint8, and the lookup.
     *
     * @param sums appends the sum under the name that it gets
     */
    String finished(Requantisation requantisation, UnaryOperator<String> sums) {
        return finished(requantisation.clampLow(), requantisation.clampHigh(), requantisation.lookup(), sums);
    }

    /** The same, of sums that are requantised otherwise. */
    String finished(int low, int high, Optional<byte[]> table, UnaryOperator<String> sums) {
        String last = table.isPresent() ? part("argument") : name;
        String clamped = clamped(last, low, high, sums);
        return table.map(values -> lookedUp(name, clamped, values)).orElse(clamped);
    }

    /** The sum between bounds of int8. */
    String clamped(String tensor, int low, int high, UnaryOperator<String> sums) {
        if (low == Byte.MIN_VALUE && high == Byte.MAX_VALUE) {
            return sums.apply(tensor);
        }
        return writer.append(tensor, Operation.of("Clip"), sums.apply(tensor + "/unclamped"), zeroPoint(low), zeroPoint(high));
    }

    /** For every value the table's result; a table's index is the int8 value as an unsigned byte, a Gather's the uint8 value. */
    String lookedUp(String tensor, String read, byte[] table) {
        byte[] ordered = new byte[table.length];
        for (int value = 0; value < ordered.length; value++) {
            ordered[value] = table[(value - OFFSET) & 0xFF];
        }
        String index = writer.append(tensor + "/index", Operation.cast(DataType.INT32), read);
        return writer.append(tensor, Operation.of("Gather"), writer.unsigned(tensor + "/table", ordered, ordered.length), index);
    }
}
