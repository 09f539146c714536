package systole.nn;

/**
 * The part of an area that lies on the input, for one output element.
 *
 * @param plane index of the channel's first element
 * @param top first row; likewise left
 * @param bottom row after the last; likewise right
 * @param stepY rows from tap to tap; likewise stepX
 * @param divisor what a mean divides by
 */
record Patch(int plane, int top, int left, int bottom, int right, int stepY, int stepX, int divisor) {
}
