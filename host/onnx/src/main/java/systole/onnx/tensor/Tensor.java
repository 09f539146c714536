package systole.onnx.tensor;

import java.lang.reflect.Array;
import systole.onnx.OnnxException;

/**
 * Elements of one type in an array of any rank, row-major. What they are kept in follows from the type:
 *
 * <pre>
 * FLOAT, FLOAT16, BFLOAT16   float[], each value one that the type can hold
 * DOUBLE                     double[]
 * INT8, UINT8, BOOL          byte[], BOOL as 0 and 1
 * INT16, UINT16, INT32       int[]
 * UINT32, INT64, UINT64      long[]
 * STRING                     String[]
 * </pre>
 *
 * Tensors are not changed once they are built, and their arrays are not to be written; see {@link TensorBuilder}.
 */
public final class Tensor {
    private final DataType type;
    private final Extents extents;
    private final Object array;

    private Tensor(DataType type, Extents extents, Object array) {
        this.type = type;
        this.extents = extents;
        this.array = array;
        if (array.getClass() != arrayClass(type) || Array.getLength(array) != extents.size()) {
            throw new OnnxException("%s values of %s are not %d of %s".formatted(type, extents, Array.getLength(array), array.getClass().getSimpleName()));
        }
    }

    /** A tensor over an array of the type's kind, which is kept; throws {@link OnnxException} where kind or length do not match. */
    public static Tensor of(DataType type, Extents extents, Object array) {
        return new Tensor(type, extents, array);
    }

    public static Tensor of(Extents extents, float... values) {
        return new Tensor(DataType.FLOAT, extents, values);
    }

    public static Tensor of(Extents extents, long... values) {
        return new Tensor(DataType.INT64, extents, values);
    }

    /** A vector of INT64. */
    public static Tensor vector(long... values) {
        return of(Extents.of(values.length), values);
    }

    public static Tensor scalar(float value) {
        return of(Extents.SCALAR, value);
    }

    static Class<?> arrayClass(DataType type) {
        return switch (type) {
            case FLOAT, FLOAT16, BFLOAT16 -> float[].class;
            case DOUBLE -> double[].class;
            case INT8, UINT8, BOOL -> byte[].class;
            case INT16, UINT16, INT32 -> int[].class;
            case UINT32, INT64, UINT64 -> long[].class;
            case STRING -> String[].class;
        };
    }

    public DataType type() {
        return type;
    }

    public Extents extents() {
        return extents;
    }

    /** Elements. */
    public int size() {
        return extents.size();
    }

    Object array() {
        return array;
    }

    /** The array of a FLOAT, FLOAT16 or BFLOAT16; throws {@link OnnxException} for other types. */
    public float[] floats() {
        return require(float[].class);
    }

    /** The array of an INT8, UINT8 or BOOL. */
    public byte[] bytes() {
        return require(byte[].class);
    }

    /** The array of an INT16, UINT16 or INT32. */
    public int[] ints() {
        return require(int[].class);
    }

    /** The array of a STRING. */
    public String[] texts() {
        return require(String[].class);
    }

    private <T> T require(Class<T> kind) {
        if (!kind.isInstance(array)) {
            throw new OnnxException("%s %s elements where %s is needed".formatted(extents, type, kind.getSimpleName()));
        }
        return kind.cast(array);
    }

    /** An element as a real number; those of UINT64 above 2^63 are rounded. */
    public double doubleAt(int index) {
        return switch (array) {
            case float[] values -> values[index];
            case double[] values -> values[index];
            case long[] values when type == DataType.UINT64 && values[index] < 0 -> (double) (values[index] >>> 1 | values[index] & 1) * 2;
            default -> longAt(index);
        };
    }

    /** An element as a whole number: a fraction goes, as Java's casts do it; those of UINT64 as their 64 bits. */
    public long longAt(int index) {
        return switch (array) {
            case byte[] values -> type == DataType.INT8 ? values[index] : values[index] & 0xFF;
            case int[] values -> values[index];
            case long[] values -> values[index];
            case float[] values -> (long) values[index];
            case double[] values -> (long) values[index];
            default -> throw new OnnxException("a %s is no number".formatted(type));
        };
    }

    /** All elements as whole numbers. */
    public long[] toLongs() {
        long[] longs = new long[size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = longAt(i);
        }
        return longs;
    }

    /** All elements as float32. */
    public float[] toFloats() {
        if (array instanceof float[] values) {
            return values;
        }
        float[] floats = new float[size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubleAt(i);
        }
        return floats;
    }

    /** The same elements in the same order with other extents; throws {@link OnnxException} where their number differs. */
    public Tensor reshaped(Extents other) {
        if (other.size() != size()) {
            throw new OnnxException("%s elements cannot become %s".formatted(extents, other));
        }
        return new Tensor(type, other, array);
    }

    /** An element for people to read. */
    public String elementText(int index) {
        return switch (array) {
            case String[] texts -> texts[index];
            case float[] values -> String.valueOf(values[index]);
            case double[] values -> String.valueOf(values[index]);
            default -> type == DataType.UINT64 ? Long.toUnsignedString(longAt(index)) : String.valueOf(longAt(index));
        };
    }

    /** {@code 1x3x224x224 FLOAT}. */
    @Override
    public String toString() {
        return extents + " " + type;
    }
}
