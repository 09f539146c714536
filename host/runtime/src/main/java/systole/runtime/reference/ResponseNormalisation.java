package systole.runtime.reference;

import systole.quant.Quantisation;
import systole.quant.QuantisedOperator.LocalResponseNormalisation;

/** Local response normalisation of one image. Squares are summed as integers, so the sum along the channels can slide exactly. */
final class ResponseNormalisation {
    private final LocalResponseNormalisation normalisation;
    private final int channels;
    private final Quantisation input;
    private final byte[] values;
    private final Quantisation output;
    private final int pixels;

    private ResponseNormalisation(
            LocalResponseNormalisation normalisation, int channels, Quantisation input, byte[] values, Quantisation output) {
        this.normalisation = normalisation;
        this.channels = channels;
        this.input = input;
        this.values = values;
        this.output = output;
        pixels = values.length / channels;
    }

    static byte[] run(LocalResponseNormalisation normalisation, int channels, Quantisation input, byte[] values, Quantisation output) {
        return new ResponseNormalisation(normalisation, channels, input, values, output).run();
    }

    private byte[] run() {
        byte[] results = new byte[values.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            normalise(pixel, results);
        }
        return results;
    }

    private void normalise(int pixel, byte[] results) {
        int before = normalisation.size() / 2;
        int after = (normalisation.size() - 1) / 2;
        long squares = 0;
        for (int channel = 0; channel < Math.min(after, channels); channel++) {
            squares += square(channel, pixel);
        }
        for (int channel = 0; channel < channels; channel++) {
            squares += square(channel + after, pixel) - square(channel - before - 1, pixel);
            int at = channel * pixels + pixel;
            results[at] = output.quantise(normalised(values[at] - input.zeroPoint(), squares));
        }
    }

    private float normalised(int value, long squares) {
        double scale = input.scale();
        double base = normalisation.k() + (double) normalisation.alpha() / normalisation.size() * (scale * scale * squares);
        return (float) (scale * value * StrictMath.pow(base, -(double) normalisation.beta()));
    }

    /** 0 for channels that do not exist. */
    private long square(int channel, int pixel) {
        if (channel < 0 || channel >= channels) {
            return 0;
        }
        long value = values[channel * pixels + pixel] - input.zeroPoint();
        return value * value;
    }
}
