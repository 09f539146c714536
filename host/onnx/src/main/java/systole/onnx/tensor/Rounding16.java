package systole.onnx.tensor;

/** The 16-bit floating-point types as float32 values, rounded to nearest even. */
final class Rounding16 {
    private Rounding16() {
    }

    /** The value of the type that is nearest. */
    static float to(DataType type, float value) {
        return switch (type) {
            case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(value));
            case BFLOAT16 -> fromBits(type, bits(type, value));
            default -> value;
        };
    }

    /** The value that 16 bits stand for. */
    static float fromBits(DataType type, short bits) {
        return type == DataType.FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }

    /** The bits of the nearest value: bfloat16 is the upper half of a float32. */
    static short bits(DataType type, float value) {
        if (type == DataType.FLOAT16) {
            return Float.floatToFloat16(value);
        }
        int bits = Float.floatToRawIntBits(value);
        return (short) (Float.isNaN(value) ? bits >>> 16 | 0x40 : bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
