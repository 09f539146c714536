package systole.onnx.bridge;

import java.util.Arrays;
import java.util.Optional;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/** Constants that are broadcast over images and pixels. */
final class Channels {
    private Channels() {
    }

    /**
     * One number a channel, where the constant is that or one number for all; empty where it differs along any other axis.
     *
     * @param rank axes of the tensor that it meets, images included; the channels are the second
     */
    static Optional<float[]> of(Tensor constant, int channels, int rank) {
        if (!constant.type().isFloating() || constant.extents().rank() > rank) {
            return Optional.empty();
        }
        float[] numbers = constant.toFloats();
        if (numbers.length == 1) {
            float[] all = new float[channels];
            Arrays.fill(all, numbers[0]);
            return Optional.of(all);
        }
        Extents extents = constant.extents().padded(rank);
        return extents.get(1) == channels && numbers.length == channels ? Optional.of(numbers) : Optional.empty();
    }
}
