package systole.nn;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * The values of all channels at one place of one image.
 *
 * @param first index of the first channel's
 * @param channels how many there are
 * @param area from each to the next
 */
record ChannelColumn(int first, int channels, int area) {
    /** Visits every place of a pass's images. */
    static void forEach(Pass pass, int channels, int area, Consumer<ChannelColumn> visitor) {
        pass.workers().forRanges(pass.images() * area, channels, (from, to) -> {
            for (int place = from; place < to; place++) {
                visitor.accept(new ChannelColumn(place / area * channels * area + place % area, channels, area));
            }
        });
    }

    /** Index of a channel's value. */
    int at(int channel) {
        return first + channel * area;
    }

    void forEach(IntConsumer index) {
        for (int channel = 0; channel < channels; channel++) {
            index.accept(at(channel));
        }
    }

    double sum(IntToDoubleFunction value) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += value.applyAsDouble(at(channel));
        }
        return sum;
    }

    /** log(sum of exp(x)). */
    double logarithmOfSum(float[] values) {
        float largest = values[first];
        for (int channel = 1; channel < channels; channel++) {
            largest = Math.max(largest, values[at(channel)]);
        }
        double shift = largest;
        return shift + Math.log(sum(at -> Math.exp(values[at] - shift)));
    }
}
