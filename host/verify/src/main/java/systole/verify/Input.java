package systole.verify;

import systole.graph.Shape;

/**
 * What a case's network reads.
 *
 * @param shape a map
 * @param zeroPoint -128 to 127
 * @param fill its bytes
 */
public record Input(Shape shape, int zeroPoint, Fill fill) {
    public Input {
        if (!shape.isMap()) {
            throw new IllegalArgumentException("a case's input must be a map such as 3x8x8, not " + shape);
        }
        if (zeroPoint != (byte) zeroPoint) {
            throw new IllegalArgumentException("an input's zero point must be from -128 to 127, not " + zeroPoint);
        }
    }

    /** What layers must know of it. */
    TensorType type() {
        return new TensorType(shape, zeroPoint);
    }
}
