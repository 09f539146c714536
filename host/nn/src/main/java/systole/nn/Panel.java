package systole.nn;

/**
 * What the innermost loops read of a right-hand matrix: rows that lie anywhere in an array, of each as many columns as a tile has.
 *
 * @param values the array
 * @param rows index of column 0 of every row
 * @param first the first row that is read
 * @param column the first column that is read
 */
record Panel(float[] values, int[] rows, int first, int column) {
}
