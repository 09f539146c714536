package systole.models;

import java.util.List;

/**
 * Mean and variance of each channel over pixels and images.
 *
 * @param mean one a channel
 * @param variance likewise; above 0
 */
record ChannelStatistics(float[] mean, float[] variance) {
    /** Keeps channels that are the same everywhere from being blown up. */
    private static final double SMALLEST_VARIANCE = 1e-6;

    /**
     * Measures tensors of one shape, at least one, whose values run channel by channel.
     *
     * @param channels a divisor of their size; 1 takes them as a whole
     */
    static ChannelStatistics of(int channels, List<float[]> tensors) {
        ChannelStatistics statistics = new ChannelStatistics(new float[channels], new float[channels]);
        for (int channel = 0; channel < channels; channel++) {
            statistics.measure(channel, tensors);
        }
        return statistics;
    }

    private void measure(int channel, List<float[]> tensors) {
        int pixels = tensors.getFirst().length / mean.length;
        double sum = 0;
        double squares = 0;
        for (float[] values : tensors) {
            for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
                sum += values[i];
                squares += (double) values[i] * values[i];
            }
        }
        double count = (double) pixels * tensors.size();
        mean[channel] = (float) (sum / count);
        variance[channel] = (float) Math.max(SMALLEST_VARIANCE, squares / count - sum / count * (sum / count));
    }
}
