package systole.nn;

/**
 * Some of a convolution's taps and a panel's weights for them.
 *
 * @param map what the taps read
 * @param offsets of all taps from that of offset 0
 * @param from the first of them; to is the one after the last
 * @param weights for each tap as many as a panel has columns
 * @param at index of the weights of tap {@code from}
 */
record TapPart(float[] map, int[] offsets, int from, int to, float[] weights, int at) {
}
