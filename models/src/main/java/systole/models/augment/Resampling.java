package systole.models.augment;

import systole.graph.Shape;
import systole.nn.Tensor;

/** Images read at other places, with bilinear interpolation; 0 outside. */
final class Resampling {
    private final Tensor image;
    private final float[] result;
    private int pixel;

    private Resampling(Tensor image) {
        this.image = requireMap(image);
        result = new float[image.values().length];
    }

    /** Tells where a pixel of the result comes from. */
    interface Mapping {
        void locate(int x, int y, Place from);
    }

    /** A place in the image, in pixels from the middle of the first one. */
    interface Place {
        void at(double x, double y);
    }

    /** All channels of a map, each pixel read where the mapping says. */
    static Tensor of(Tensor image, Mapping mapping) {
        Resampling resampling = new Resampling(image);
        Shape shape = image.shape();
        for (resampling.pixel = 0; resampling.pixel < shape.height() * shape.width(); resampling.pixel++) {
            mapping.locate(resampling.pixel % shape.width(), resampling.pixel / shape.width(), resampling::interpolate);
        }
        return new Tensor(shape, resampling.result);
    }

    /** Throws {@link IllegalArgumentException} where it has not (channels, height, width). */
    static Tensor requireMap(Tensor image) {
        if (!image.shape().isMap()) {
            throw new IllegalArgumentException("only images of (channels, height, width) can be varied, not " + image.shape());
        }
        return image;
    }

    private void interpolate(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = x - left;
        double fy = y - top;
        int area = image.shape().height() * image.shape().width();
        for (int plane = 0; plane < result.length; plane += area) {
            result[plane + pixel] = (float) ((1 - fy) * ((1 - fx) * at(plane, left, top) + fx * at(plane, left + 1, top))
                    + fy * ((1 - fx) * at(plane, left, top + 1) + fx * at(plane, left + 1, top + 1)));
        }
    }

    private float at(int plane, int x, int y) {
        int width = image.shape().width();
        return x < 0 || y < 0 || x >= width || y >= image.shape().height() ? 0 : image.values()[plane + y * width + x];
    }
}
