package systole.nn;

import systole.graph.Operator;

/**
 * What a ReLU or a clip keeps values between.
 *
 * @param low at least that
 * @param high at most that
 */
record Bounds(float low, float high) {
    /** Every value. */
    static final Bounds NONE = new Bounds(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    static Bounds of(Operator operator) {
        return switch (operator) {
            case Operator.Relu _ -> new Bounds(0, Float.POSITIVE_INFINITY);
            case Operator.Clip(float low, float high) -> new Bounds(low, high);
            default -> throw new IllegalArgumentException("values are not kept between bounds by " + operator);
        };
    }
}
