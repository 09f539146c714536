package systole.runtime.reference;

import systole.quant.Quantisation;

/** Softmax and its logarithm over the channels of each pixel. StrictMath gives the same bytes on every machine. */
final class SoftmaxLoops {
    private SoftmaxLoops() {
    }

    static byte[] share(int channels, Quantisation input, byte[] values, Quantisation output) {
        return run(channels, input, values, output, (x, sum) -> StrictMath.exp(x) / sum);
    }

    static byte[] logarithm(int channels, Quantisation input, byte[] values, Quantisation output) {
        return run(channels, input, values, output, (x, sum) -> x - StrictMath.log(sum));
    }

    private interface Result {
        /** For x less the pixel's maximum, and the sum of the exponentials of all those. */
        double of(double x, double sum);
    }

    private static byte[] run(int channels, Quantisation input, byte[] values, Quantisation output, Result result) {
        int pixels = values.length / channels;
        byte[] results = new byte[values.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int maximum = Byte.MIN_VALUE;
            for (int i = pixel; i < values.length; i += pixels) {
                maximum = Math.max(maximum, values[i]);
            }
            double sum = 0;
            for (int i = pixel; i < values.length; i += pixels) {
                sum += StrictMath.exp(below(maximum, input, values[i]));
            }
            for (int i = pixel; i < values.length; i += pixels) {
                results[i] = output.quantise((float) result.of(below(maximum, input, values[i]), sum));
            }
        }
        return results;
    }

    private static double below(int maximum, Quantisation input, byte value) {
        return (double) input.scale() * (value - maximum);
    }
}
