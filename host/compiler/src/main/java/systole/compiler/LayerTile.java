package systole.compiler;

/**
 * A tile of a layer.
 *
 * @param map which of the layer's maps it is of: 0 where the batch's images are rows of one
 * @param output its output pixels
 * @param convolved the convolution's pixels under them
 */
record LayerTile(int map, Rectangle output, Rectangle convolved) {
}
