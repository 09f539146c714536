package systole.onnx.operator;

import java.util.Arrays;
import java.util.List;
import systole.onnx.OnnxException;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** NumPy's rule for tensors of different extents: aligned at the last axis, extents of 1 are repeated. */
public final class Broadcast {
    /** Since this version of ONNX's operators NumPy's rule holds for all. */
    public static final int ALWAYS = 7;

    private Broadcast() {
    }

    /** The extents that all can be repeated to; throws {@link OnnxException} where there are none. */
    static Extents common(List<Extents> all) {
        int rank = all.stream().mapToInt(Extents::rank).max().orElse(0);
        int[] common = new int[rank];
        Arrays.fill(common, 1);
        for (Extents extents : all) {
            Extents padded = extents.padded(rank);
            for (int axis = 0; axis < rank; axis++) {
                int extent = padded.get(axis);
                if (extent != 1 && common[axis] != 1 && extent != common[axis]) {
                    throw new OnnxException("tensors of %s cannot be broadcast".formatted(all));
                }
                common[axis] = extent == 1 ? common[axis] : extent;
            }
        }
        return Extents.of(common);
    }

    /** The tensor repeated to those extents, with which its own must agree; throws {@link OnnxException} where they do not. */
    static Tensor to(Extents extents, Tensor tensor) {
        if (tensor.extents().equals(extents)) {
            return tensor;
        }
        if (tensor.extents().rank() > extents.rank() || !common(List.of(tensor.extents(), extents)).equals(extents)) {
            throw new OnnxException("a tensor of %s cannot be broadcast to %s".formatted(tensor.extents(), extents));
        }
        Tensor padded = tensor.reshaped(tensor.extents().padded(extents.rank()));
        return Selection.of(padded, extents, (axis, index) -> padded.extents().get(axis) == 1 ? 0 : index);
    }

    /** The tensor aligned to another's axes from {@code axis} on, as operators before version {@value #ALWAYS} did it; throws {@link OnnxException}. */
    public static Tensor alignedAt(int axis, Tensor tensor, int rank) {
        int[] aligned = new int[rank - axis];
        Arrays.fill(aligned, 1);
        if (tensor.extents().rank() > aligned.length) {
            throw new OnnxException("a tensor of %s does not fit from axis %d of %d on".formatted(tensor.extents(), axis, rank));
        }
        System.arraycopy(tensor.extents().toArray(), 0, aligned, 0, tensor.extents().rank());
        return tensor.reshaped(Extents.of(aligned));
    }
}
