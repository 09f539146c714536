package systole.onnx.operator;

import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/**
 * The step from real to whole numbers and back: x = (q - zero point) * scale. Scale and zero point are one for a whole tensor, or one for each index
 * of an axis, or one for each block of indices of an axis.
 *
 * @param axis where there is more than one
 * @param block indices of the axis that share one; 0 where there are no blocks
 */
record AffineQuantisation(Tensor scale, Optional<Tensor> zeroPoint, long axis, int block) {
    AffineQuantisation {
        if (!scale.type().isFloating() || zeroPoint.isPresent() && zeroPoint.get().size() != scale.size()) {
            throw new OnnxException("scale %s and zero point %s do not match".formatted(scale, zeroPoint.map(Tensor::toString).orElse("")));
        }
    }

    /** One scale and one zero point for a whole tensor, or one for each index of an axis, from a node's inputs. */
    static AffineQuantisation of(Call call, int scale, int zeroPoint, long axis) {
        return new AffineQuantisation(call.input(scale), call.optional(zeroPoint), axis, 0);
    }

    /** Where in scale and zero point the elements of a tensor find theirs. */
    private record Places(int count, int extent, int inner, int block, int blocks) {
        int of(int element) {
            if (count == 1) {
                return 0;
            }
            int index = element / inner % extent;
            return block == 0 ? index : (element / inner / extent * blocks + index / block) * inner + element % inner;
        }
    }

    private Places places(Extents extents) {
        if (scale.size() == 1) {
            return new Places(1, 1, 1, 0, 0);
        }
        int at = extents.axis(axis);
        int inner = extents.size(at + 1, extents.rank());
        int blocks = block == 0 ? 0 : Math.ceilDiv(extents.get(at), block);
        int needed = block == 0 ? extents.get(at) : extents.size(0, at) * blocks * inner;
        if (scale.size() != needed) {
            throw new OnnxException("%s elements need %d scales on axis %d, not %d".formatted(extents, needed, at, scale.size()));
        }
        return new Places(needed, extents.get(at), inner, block, blocks);
    }

    private double zeroPointAt(int place) {
        return zeroPoint.map(tensor -> tensor.doubleAt(place)).orElse(0.0);
    }

    /** The elements less their zero points. */
    int[] centred(Tensor q) {
        Places places = places(q.extents());
        int[] centred = new int[q.size()];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (int) (q.longAt(i) - (long) zeroPointAt(places.of(i)));
        }
        return centred;
    }

    /** Real numbers, of the scale's type. */
    Tensor dequantise(Tensor q) {
        Places places = places(q.extents());
        TensorBuilder builder = new TensorBuilder(scale.type(), q.extents());
        for (int i = 0; i < q.size(); i++) {
            int place = places.of(i);
            builder.set(i, (q.doubleAt(i) - zeroPointAt(place)) * scale.doubleAt(place));
        }
        return builder.build();
    }

    /** Whole numbers: rounded to nearest even, then clamped to the type. The quotient is a float32, as the definition has it. */
    Tensor quantise(Tensor x, DataType type) {
        if (!type.isInteger()) {
            throw new OnnxException("quantising to %s is not supported".formatted(type));
        }
        Places places = places(x.extents());
        TensorBuilder builder = new TensorBuilder(type, x.extents());
        for (int i = 0; i < x.size(); i++) {
            int place = places.of(i);
            double rounded = Math.rint((float) (x.doubleAt(i) / scale.doubleAt(place))) + zeroPointAt(place);
            builder.set(i, (long) Math.clamp(rounded, type.lowest(), type.highest()));
        }
        return builder.build();
    }

    /** The type of whole numbers that the zero point tells, or uint8. */
    DataType quantisedType() {
        return zeroPoint.map(Tensor::type).orElse(DataType.UINT8);
    }
}
