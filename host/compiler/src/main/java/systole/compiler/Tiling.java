package systole.compiler;

/**
 * How a layer is cut.
 *
 * @param rows output rows of a tile
 * @param columns output columns of a tile
 * @param inputBlocks input blocks on chip together
 * @param outputBlocks output blocks that are accumulated side by side, so that they share a piece of the input
 * @param pieceRows scratchpad rows for a piece of the input, wherever on the map it is
 * @param cycles estimate for the layer
 */
record Tiling(int rows, int columns, int inputBlocks, int outputBlocks, int pieceRows, long cycles) {
}
