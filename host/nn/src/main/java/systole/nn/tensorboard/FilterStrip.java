package systole.nn.tensorboard;

import java.awt.image.BufferedImage;
import java.util.List;
import systole.graph.Shape;
import systole.nn.Tensor;

/** A first layer's filters as a picture: side by side, each enlarged and as bright as can be. */
final class FilterStrip {
    private static final int SCALE = 8;

    private FilterStrip() {
    }

    /** Whether weights of that shape are filters that read grey or RGB. */
    static boolean shows(Shape weight) {
        List<Integer> extents = weight.extents();
        return extents.size() == 4 && (extents.get(1) == 1 || extents.get(1) == 3);
    }

    /** Of weights (filters, channels, height, width). */
    static BufferedImage of(Tensor weight) {
        int filters = weight.shape().extents().get(0);
        int channels = weight.shape().extents().get(1);
        int height = weight.shape().extents().get(2);
        int width = weight.shape().extents().get(3);
        BufferedImage strip = new BufferedImage(filters * (width + 1) * SCALE, height * SCALE,
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int size = channels * height * width;
        for (int i = 0; i < filters * size; i++) {
            int filter = i / size;
            int channel = i / (height * width) % channels;
            int shade = shade(weight.values(), filter * size, size, i);
            fill(strip, (filter * (width + 1) + i % width) * SCALE, i / width % height * SCALE, channel, shade);
        }
        return strip;
    }

    private static int shade(float[] values, int from, int size, int at) {
        float smallest = values[from];
        float largest = values[from];
        for (int i = from; i < from + size; i++) {
            smallest = Math.min(smallest, values[i]);
            largest = Math.max(largest, values[i]);
        }
        return largest == smallest ? 0 : Math.round(255 * (values[at] - smallest) / (largest - smallest));
    }

    private static void fill(BufferedImage strip, int left, int top, int channel, int shade) {
        for (int i = 0; i < SCALE * SCALE; i++) {
            strip.getRaster().setSample(left + i % SCALE, top + i / SCALE, channel, shade);
        }
    }
}
