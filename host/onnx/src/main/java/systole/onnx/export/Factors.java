package systole.onnx.export;

/**
 * What a requantisation's scales are products of: ONNX's operators multiply and divide them anew, (input * weight) / output with each step
 * rounded to float32.
 *
 * @param input scale of the input tensor
 * @param weights scales of the weights, one for each requantisation scale
 * @param output scale of the output tensor
 */
record Factors(float input, float[] weights, float output) {
    /** As far as rounding can have moved a weight's scale, in units of its last place. */
    private static final int REACH = 4;

    /**
     * The weights' scales that give exactly those products. Where there is none for one of them, which a quantiser's products never need, input and
     * output count as 1: the results are the same, but scales mean nothing any more.
     */
    static Factors of(float[] products, float input, float output) {
        float[] weights = new float[products.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(products[i], input, output);
            if (Float.isNaN(weights[i])) {
                return new Factors(1, products, 1);
            }
        }
        return new Factors(input, weights, output);
    }

    /** Whether all weights have one scale. */
    boolean uniform() {
        for (float weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    private static float weight(float product, float input, float output) {
        float weight = (float) ((double) product * output / input);
        for (int i = 0; i < REACH; i++) {
            weight = Math.nextDown(weight);
        }
        for (int i = 0; i <= 2 * REACH; i++) {
            if (input * weight / output == product) {
                return weight;
            }
            weight = Math.nextUp(weight);
        }
        return Float.NaN;
    }
}
