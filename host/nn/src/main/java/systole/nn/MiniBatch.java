package systole.nn;

/**
 * Images of a data set with their targets, ready for a pass.
 *
 * @param images how many
 * @param inputs their values, one after the other
 * @param targets likewise
 */
record MiniBatch(int images, float[] inputs, float[] targets) {
}
