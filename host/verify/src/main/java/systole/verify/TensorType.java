package systole.verify;

import systole.graph.Shape;

/**
 * What layers must know of a tensor that they read.
 *
 * @param shape without the batch
 * @param zeroPoint -128 to 127
 */
public record TensorType(Shape shape, int zeroPoint) {
    public TensorType {
        if (zeroPoint != (byte) zeroPoint) {
            throw new IllegalArgumentException("a zero point must be from -128 to 127, not " + zeroPoint);
        }
    }

    @Override
    public String toString() {
        return "%s with zero point %d".formatted(shape, zeroPoint);
    }
}
