package systole.onnx.operator;

import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;

/**
 * How int32 sums become 8-bit numbers: clamp(rint(float32(sum) * scale) + zero point) with scale = (s_x * s_w) / s_y, each step rounded to float32, as
 * ONNX Runtime computes it.
 */
final class Requantiser {
    private final float[] scales;
    private final DataType type;
    private final long zeroPoint;

    /**
     * @param x scale of the left operand
     * @param w scale of the right one, or one for each of its channels
     * @param y scale of the result
     * @param zeroPoint of the result, which tells its type
     */
    Requantiser(Tensor x, Tensor w, Tensor y, Tensor zeroPoint) {
        type = zeroPoint.type();
        if (!type.isInteger()) {
            throw new OnnxException("quantising to %s is not supported".formatted(type));
        }
        this.zeroPoint = Call.only(zeroPoint).longAt(0);
        float left = Call.only(x).toFloats()[0];
        float result = Call.only(y).toFloats()[0];
        scales = w.toFloats().clone();
        for (int i = 0; i < scales.length; i++) {
            scales[i] = left * scales[i] / result;
        }
    }

    /** Type of the result. */
    DataType type() {
        return type;
    }

    /** The result for a sum in one of so many channels. */
    long of(int sum, int channel, int channels) {
        if (scales.length != 1 && scales.length != channels) {
            throw new OnnxException("%d channels have %d scales".formatted(channels, scales.length));
        }
        float scaled = sum * scales[scales.length == 1 ? 0 : channel];
        return (long) Math.clamp(Math.rint(scaled) + zeroPoint, type.lowest(), type.highest());
    }
}
