package systole.onnx.tensor;

import java.util.List;
import systole.onnx.OnnxException;

/** What a tensor's elements are, by ONNX's names and codes ({@code TensorProto.DataType}). */
public enum DataType {
    FLOAT(1, Float.BYTES, Kind.FLOATING),
    UINT8(2, Byte.BYTES, Kind.UNSIGNED),
    INT8(3, Byte.BYTES, Kind.SIGNED),
    UINT16(4, Short.BYTES, Kind.UNSIGNED),
    INT16(5, Short.BYTES, Kind.SIGNED),
    INT32(6, Integer.BYTES, Kind.SIGNED),
    INT64(7, Long.BYTES, Kind.SIGNED),
    STRING(8, 0, Kind.TEXT),
    BOOL(9, Byte.BYTES, Kind.TRUTH),
    FLOAT16(10, Short.BYTES, Kind.FLOATING),
    DOUBLE(11, Double.BYTES, Kind.FLOATING),
    UINT32(12, Integer.BYTES, Kind.UNSIGNED),
    UINT64(13, Long.BYTES, Kind.UNSIGNED),
    BFLOAT16(16, Short.BYTES, Kind.FLOATING);

    private enum Kind { FLOATING, SIGNED, UNSIGNED, TRUTH, TEXT }

    private final int code;
    private final int bytes;
    private final Kind kind;

    DataType(int code, int bytes, Kind kind) {
        this.code = code;
        this.bytes = bytes;
        this.kind = kind;
    }

    /** The number that stands for it in ONNX files. */
    public int code() {
        return code;
    }

    /** Bytes of an element in files; 0 for texts, which differ. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers of any width. */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /** Whether elements are whole numbers, signed or not. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** Whether elements are whole numbers of at least 0. */
    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED;
    }

    /** Smallest value of an integer type. */
    public long lowest() {
        return isUnsigned() ? 0 : -1L << (8 * bytes - 1);
    }

    /** Largest value of an integer type; of UINT64 that of INT64. */
    public long highest() {
        return bytes == Long.BYTES ? Long.MAX_VALUE : isUnsigned() ? (1L << 8 * bytes) - 1 : (1L << (8 * bytes - 1)) - 1;
    }

    /** The type of that code; throws {@link OnnxException} for those that are not supported. */
    public static DataType of(int code) {
        for (DataType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new OnnxException("the element type %d is not supported; types are %s".formatted(code, List.of(values())));
    }
}
