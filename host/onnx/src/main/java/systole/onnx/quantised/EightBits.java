package systole.onnx.quantised;

import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.quant.Quantisation;

/**
 * The type of a quantised tensor of a model.
 *
 * @param type UINT8 or INT8
 * @param quantisation as int8: the zero point of a UINT8 is 128 less
 */
record EightBits(DataType type, Quantisation quantisation) {
    /** By how much its values are larger than their int8 form. */
    static int offset(DataType type) {
        return type == DataType.UINT8 ? -Byte.MIN_VALUE : 0;
    }

    /** Whether a tensor has such elements. */
    static boolean are(Tensor tensor) {
        return tensor.type() == DataType.UINT8 || tensor.type() == DataType.INT8;
    }

    /** The type that a scale and a zero point tell; throws {@link HostOnlyException} where they are not one of each, or no quantisation. */
    static EightBits of(Tensor scale, Tensor zeroPoint) {
        if (scale.size() != 1 || zeroPoint.size() != 1 || !are(zeroPoint)) {
            throw new HostOnlyException("an activation has not one scale and one zero point of 8 bits");
        }
        try {
            return new EightBits(zeroPoint.type(),
                    new Quantisation((float) scale.doubleAt(0), (int) zeroPoint.longAt(0) - offset(zeroPoint.type())));
        } catch (IllegalArgumentException e) {
            throw new HostOnlyException(e.getMessage());
        }
    }

    /** Whether values of both mean the same to integer operators, which count from the zero point. */
    boolean countsLike(EightBits other) {
        return type == other.type && quantisation.zeroPoint() == other.quantisation.zeroPoint();
    }

    /** The elements as int8. */
    static byte[] signed(Tensor tensor) {
        return moved(tensor.bytes(), offset(tensor.type()));
    }

    /** A tensor of int8 values as that type. */
    static Tensor tensor(DataType type, Extents extents, byte[] signed) {
        return Tensor.of(type, extents, moved(signed, offset(type)));
    }

    /** 128 more or 128 less are the same to a byte. */
    private static byte[] moved(byte[] values, int offset) {
        if (offset == 0) {
            return values;
        }
        byte[] moved = new byte[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (byte) (values[i] + offset);
        }
        return moved;
    }
}
