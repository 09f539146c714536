package systole.models.data;

import java.util.Arrays;
import java.util.List;

/**
 * How pixels become a network's numbers: channel by channel (pixel / 255 - mean) / deviation.
 *
 * @param mean one a channel, or one for all
 * @param deviation likewise, above 0
 */
public record Normalisation(List<Float> mean, List<Float> deviation) {
    /** Shares of white, 0 to 1. */
    public static final Normalisation NONE = new Normalisation(List.of(0f), List.of(1f));

    public Normalisation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size() || deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new DataException("a normalisation needs as many means as deviations, and deviations above 0, not %s and %s"
                    .formatted(mean, deviation));
        }
    }

    /** The one that gives each channel of these images mean 0 and deviation 1; a channel that is the same everywhere keeps its size. */
    public static Normalisation measured(PixelImages images) {
        int channels = images.shape().channels();
        Float[] means = new Float[channels];
        Float[] deviations = new Float[channels];
        for (int channel = 0; channel < channels; channel++) {
            long[] histogram = histogram(images, channel);
            double count = Arrays.stream(histogram).sum();
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < histogram.length; value++) {
                sum += histogram[value] * (value / 255.0);
                squares += histogram[value] * (value / 255.0) * (value / 255.0);
            }
            double deviation = Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
            means[channel] = (float) (sum / count);
            deviations[channel] = deviation == 0 ? 1 : (float) deviation;
        }
        return new Normalisation(List.of(means), List.of(deviations));
    }

    private static long[] histogram(PixelImages images, int channel) {
        long[] histogram = new long[256];
        int area = images.shape().height() * images.shape().width();
        for (byte[] pixels : images.pixels()) {
            for (int i = channel * area; i < (channel + 1) * area; i++) {
                histogram[Byte.toUnsignedInt(pixels[i])]++;
            }
        }
        return histogram;
    }

    /** An image of so many channels as a network takes it. */
    float[] apply(byte[] pixels, int channels) {
        if (mean.size() != 1 && mean.size() != channels) {
            throw new DataException("a normalisation of %d channels does not fit images of %d".formatted(mean.size(), channels));
        }
        float[] values = new float[pixels.length];
        int area = pixels.length / channels;
        for (int i = 0; i < values.length; i++) {
            int channel = mean.size() == 1 ? 0 : i / area;
            values[i] = (Byte.toUnsignedInt(pixels[i]) / 255f - mean.get(channel)) / deviation.get(channel);
        }
        return values;
    }
}
