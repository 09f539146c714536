package systole.onnx.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor's elements as bytes, little endian and row-major: raw data of ONNX and values of npy files. */
final class TensorBytes {
    private TensorBytes() {
    }

    /** Bytes that a tensor of a numeric type takes. */
    static long count(DataType type, Extents extents) {
        return (long) extents.size() * type.bytes();
    }

    /** The tensor that the buffer's remaining bytes hold; they must be as many as {@link #count}. */
    static Tensor read(DataType type, Extents extents, ByteBuffer buffer) {
        ByteBuffer data = buffer.order(ByteOrder.LITTLE_ENDIAN);
        TensorBuilder builder = new TensorBuilder(type, extents);
        Tensor tensor = builder.build();
        switch (tensor.array()) {
            case float[] values when type == DataType.FLOAT -> data.asFloatBuffer().get(values);
            case double[] values -> data.asDoubleBuffer().get(values);
            case byte[] values when type != DataType.BOOL -> data.get(values);
            case int[] values when type == DataType.INT32 -> data.asIntBuffer().get(values);
            case long[] values when type != DataType.UINT32 -> data.asLongBuffer().get(values);
            default -> readEach(type, data, builder, extents.size());
        }
        return tensor;
    }

    private static void readEach(DataType type, ByteBuffer data, TensorBuilder builder, int count) {
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT16, BFLOAT16 -> builder.set(i, Rounding16.fromBits(type, data.getShort()));
                case UINT32 -> builder.set(i, (long) data.getInt());
                case BOOL -> builder.set(i, (long) data.get());
                default -> builder.set(i, (long) data.getShort());
            }
        }
    }

    /** All bytes of a numeric tensor. */
    static ByteBuffer of(Tensor tensor) {
        ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(count(tensor.type(), tensor.extents()))).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.size(); i++) {
            put(tensor, i, data);
        }
        return data.flip();
    }

    private static void put(Tensor tensor, int index, ByteBuffer data) {
        switch (tensor.type()) {
            case FLOAT -> data.putFloat(tensor.floats()[index]);
            case DOUBLE -> data.putDouble(tensor.doubleAt(index));
            case FLOAT16, BFLOAT16 -> data.putShort(Rounding16.bits(tensor.type(), tensor.floats()[index]));
            case INT8, UINT8, BOOL -> data.put((byte) tensor.longAt(index));
            case INT16, UINT16 -> data.putShort((short) tensor.longAt(index));
            case INT32, UINT32 -> data.putInt((int) tensor.longAt(index));
            case INT64, UINT64 -> data.putLong(tensor.longAt(index));
            case STRING -> throw new IllegalArgumentException("texts have no fixed number of bytes");
        }
    }
}
