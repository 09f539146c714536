package systole.nn;

import java.util.function.IntToDoubleFunction;

/**
 * One channel's values in all images of a batch.
 *
 * @param values of the batch
 * @param index of the channel
 * @param images how many
 * @param channels of an image
 * @param area values of the channel in one image
 */
record Channel(float[] values, int index, int images, int channels, int area) {
    int count() {
        return images * area;
    }

    /** A part of the values, one after the other. */
    interface Plane {
        void accept(int from, int to);
    }

    void forPlanes(Plane plane) {
        for (int image = 0; image < images; image++) {
            int from = (image * channels + index) * area;
            plane.accept(from, from + area);
        }
    }

    double sum(IntToDoubleFunction term) {
        double sum = 0;
        for (int image = 0; image < images; image++) {
            int from = (image * channels + index) * area;
            for (int i = from; i < from + area; i++) {
                sum += term.applyAsDouble(i);
            }
        }
        return sum;
    }

    /** Variance in a second walk: a difference of squares would cancel. */
    Statistics.Moments moments() {
        double mean = sum(i -> values[i]) / count();
        double variance = sum(i -> (values[i] - mean) * (values[i] - mean)) / count();
        return new Statistics.Moments(mean, variance);
    }
}
