package systole.compiler;

import java.util.List;
import java.util.stream.IntStream;
import systole.graph.Shape;

/**
 * Which pixels of its output tensor a layer makes: those at every strideY-th row from row {@code index / strideX} on and every strideX-th
 * column from column {@code index % strideX} on. The phases of a tensor are made by layers of their own, in the order of their indices.
 *
 * @param strideY rows from one to the next, at least 1
 * @param strideX columns from one to the next, at least 1
 * @param index 0 to strideY * strideX - 1
 */
record Phase(int strideY, int strideX, int index) {
    /** All pixels. */
    static final Phase WHOLE = new Phase(1, 1, 0);

    /** The phases of a map of that shape that have pixels. No stride is beyond the map, so that a phase which is all of it is {@link #WHOLE}. */
    static List<Phase> of(int strideY, int strideX, Shape map) {
        int rows = Math.min(strideY, map.height());
        int columns = Math.min(strideX, map.width());
        return IntStream.range(0, rows * columns).mapToObj(index -> new Phase(rows, columns, index)).toList();
    }

    /** The first row. */
    int top() {
        return index / strideX;
    }

    /** The first column. */
    int left() {
        return index % strideX;
    }

    /** The rows of a map that belong to it. */
    int rowsOf(int height) {
        return Math.ceilDiv(height - top(), strideY);
    }

    /** The columns of a map that belong to it. */
    int columnsOf(int width) {
        return Math.ceilDiv(width - left(), strideX);
    }

    /** Rows of a map that are complete once this phase's rows before {@code bottom} are made: none before the last phase's turn. */
    int completeRows(int bottom, Shape map) {
        boolean last = index == strideY * strideX - 1;
        return last ? Math.min(map.height(), bottom * strideY + top()) : 0;
    }
}
