package systole.nn;

/**
 * What the products of a panel are added to: for each pixel as many values as the panel has columns.
 *
 * @param values where they lie
 * @param at index of the first pixel's
 * @param step from pixel to pixel; 0 where all pixels start from the same values, the biases
 */
record Addends(float[] values, int at, int step) {
}
