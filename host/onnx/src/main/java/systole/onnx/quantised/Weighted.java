package systole.onnx.quantised;

import java.util.Arrays;
import java.util.Optional;
import systole.onnx.tensor.Tensor;
import systole.quant.Requantisation;

/**
 * The weights of a convolution or linear layer.
 *
 * @param values int8 or uint8, output channels outermost
 * @param scales of the weights: one, or one for each output channel
 * @param zeroPoints of the weights, likewise; missing ones are 0
 * @param biases int32 at input scale times weight scale, where there are some
 */
record Weighted(Tensor values, Tensor scales, Optional<Tensor> zeroPoints, Optional<Tensor> biases) {
    /** The weights less their zero points; throws {@link HostOnlyException} where these do not fit int8. */
    byte[] centred(int outputs) {
        if (!EightBits.are(values)) {
            throw new HostOnlyException("its weights are " + values.type());
        }
        zeroPoints.ifPresent(points -> requireOneOrEach(points, outputs, "weight zero points"));
        byte[] centred = new byte[values.size()];
        int run = centred.length / outputs;
        for (int i = 0; i < centred.length; i++) {
            long zeroPoint = zeroPoints.isPresent() ? at(zeroPoints.get(), i / run) : 0;
            long value = values.longAt(i) - zeroPoint;
            if (value != (byte) value) {
                throw new HostOnlyException("weights less their zero point do not fit 8 bits");
            }
            centred[i] = (byte) value;
        }
        return centred;
    }

    private static long at(Tensor each, int output) {
        return each.longAt(each.size() == 1 ? 0 : output);
    }

    private static void requireOneOrEach(Tensor tensor, int outputs, String what) {
        if (tensor.size() != 1 && tensor.size() != outputs) {
            throw new HostOnlyException("it has %d %s for %d outputs".formatted(tensor.size(), what, outputs));
        }
    }

    /** How sums become outputs: input scale times weight scale over output scale, each step rounded to float32. */
    Requantisation requantisation(int outputs, float inputScale, EightBits output, int low) {
        requireOneOrEach(scales, outputs, "weight scales");
        float[] products = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            products[i] = inputScale * (float) scales.doubleAt(scales.size() == 1 ? 0 : i) / output.quantisation().scale();
        }
        try {
            return new Requantisation(biases(outputs), products, output.quantisation().zeroPoint(), low, Byte.MAX_VALUE, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new HostOnlyException(e.getMessage());
        }
    }

    private int[] biases(int outputs) {
        if (biases.isEmpty()) {
            return new int[outputs];
        }
        if (biases.get().size() != outputs) {
            throw new HostOnlyException("it has %d biases for %d outputs".formatted(biases.get().size(), outputs));
        }
        return Arrays.stream(biases.get().toLongs()).mapToInt(Math::toIntExact).toArray();
    }
}
