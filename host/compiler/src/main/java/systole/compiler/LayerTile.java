package systole.compiler;

/**
 * Output pixels that are accumulated together.
 *
 * @param output pixels of the layer's output
 * @param convolved the convolution's pixels under them
 */
record LayerTile(Rectangle output, Rectangle convolved) {
}
