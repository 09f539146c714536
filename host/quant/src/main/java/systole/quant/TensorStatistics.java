package systole.quant;

import systole.graph.Shape;

/** What calibration saw of a tensor: its values, and their mean in each channel. */
final class TensorStatistics {
    private final Histogram histogram = new Histogram();
    private final double[] sums;
    private final int area;
    private long images;

    TensorStatistics(Shape shape) {
        sums = new double[shape.channels()];
        area = shape.size() / shape.channels();
    }

    /** Counts one image's values; throws {@link IllegalArgumentException} where one is not finite. */
    void add(float[] values) {
        histogram.add(values);
        for (int channel = 0; channel < sums.length; channel++) {
            double sum = 0;
            for (int i = channel * area; i < Math.min(values.length, (channel + 1) * area); i++) {
                sum += values[i];
            }
            sums[channel] += sum;
        }
        images++;
    }

    Histogram histogram() {
        return histogram;
    }

    /** The mean of a channel. */
    double channelMean(int channel) {
        return sums[channel] / ((double) images * area);
    }

    /** The mean of the channel that an element of the tensor belongs to. */
    double mean(int element) {
        return channelMean(element / area);
    }
}
