package systole.nn;

/**
 * A map in blocks with its values.
 *
 * @param map how it lies
 * @param values as many as the map's size
 */
record BlockedTensor(BlockedMap map, float[] values) {
}
