package systole.nn;

/**
 * What all layers of one way through a network share.
 *
 * @param images how many of the batch are computed
 * @param seed of everything random in this pass; backward uses the same as forward
 * @param workers who does the work
 */
record Pass(int images, long seed, Workers workers) {
}
