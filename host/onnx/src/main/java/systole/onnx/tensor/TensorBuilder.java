package systole.onnx.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;
import systole.onnx.OnnxException;

/** The elements of a tensor that is being made: zeros, false or empty texts at first. */
public final class TensorBuilder {
    /** The share of the Java heap that one tensor may take. */
    private static final int HEAP_SHARE = 4;

    private final DataType type;
    private final Extents extents;
    private final Object array;

    /** Takes memory for a tensor; throws {@link OnnxException} where it is more than a quarter of the Java heap. */
    public TensorBuilder(DataType type, Extents extents) {
        requireMemory(type, extents);
        this.type = type;
        this.extents = extents;
        array = Array.newInstance(Tensor.arrayClass(type).componentType(), extents.size());
        if (array instanceof String[] texts) {
            Arrays.fill(texts, "");
        }
    }

    private static void requireMemory(DataType type, Extents extents) {
        long bytes = (long) extents.size() * keptBytes(type);
        long limit = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        if (bytes > limit) {
            throw new OnnxException("a tensor of %s %s takes %,d bytes, more than a quarter of Java's heap, %,d; raise it by -Xmx"
                    .formatted(extents, type, bytes, limit));
        }
    }

    private static int keptBytes(DataType type) {
        return switch (type) {
            case INT8, UINT8, BOOL -> Byte.BYTES;
            case FLOAT, FLOAT16, BFLOAT16, INT16, UINT16, INT32 -> Integer.BYTES;
            case DOUBLE, UINT32, INT64, UINT64, STRING -> Long.BYTES;
        };
    }

    /** Copies {@code count} elements of a tensor of the same type. */
    public TensorBuilder copy(Tensor from, int index, int to, int count) {
        if (from.type() != type) {
            throw new OnnxException("elements of %s cannot be copied into %s".formatted(from.type(), type));
        }
        System.arraycopy(from.array(), index, array, to, count);
        return this;
    }

    /** Sets an element to a real number, rounded to what the type holds; for integer types to the cast that Java makes of it. */
    public void set(int index, double value) {
        switch (array) {
            case float[] values -> values[index] = Rounding16.to(type, (float) value);
            case double[] values -> values[index] = value;
            default -> set(index, wholeOf(value));
        }
    }

    private long wholeOf(double value) {
        if (type == DataType.BOOL) {
            return value == 0 ? 0 : 1;
        }
        return type == DataType.UINT64 && value >= 0x1p63 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : (long) value;
    }

    /** Sets an element to a whole number, of which the lowest bits stay that the type has; for BOOL whether it is 0. */
    public void set(int index, long value) {
        switch (array) {
            case byte[] values -> values[index] = type == DataType.BOOL ? (byte) (value == 0 ? 0 : 1) : (byte) value;
            case int[] values -> values[index] = wrapped((int) value);
            case long[] values -> values[index] = type == DataType.UINT32 ? value & 0xFFFF_FFFFL : value;
            default -> set(index, (double) value);
        }
    }

    private int wrapped(int value) {
        return switch (type) {
            case INT16 -> (short) value;
            case UINT16 -> value & 0xFFFF;
            default -> value;
        };
    }

    /** Sets a text. */
    public void set(int index, String text) {
        ((String[]) array)[index] = text;
    }

    /** Sets all elements to that of a one-element tensor of the same type. */
    public TensorBuilder fill(Tensor element) {
        for (int i = 0; i < extents.size(); i++) {
            copy(element, 0, i, 1);
        }
        return this;
    }

    /** The tensor; the builder is of no use afterwards. */
    public Tensor build() {
        return Tensor.of(type, extents, array);
    }
}
