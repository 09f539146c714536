package systole.nn;

import systole.graph.Shape;

/**
 * Float32 values of a shape; the array is the tensor's own and may be written.
 *
 * @param shape the extents
 * @param values row-major, as many as the shape has elements
 */
public record Tensor(Shape shape, float[] values) {
    public Tensor {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("a tensor of %s has %d values, not %d".formatted(shape, shape.size(), values.length));
        }
    }

    /** Zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }
}
