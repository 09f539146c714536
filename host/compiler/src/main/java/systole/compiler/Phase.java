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

    /** The phases that have pixels in a map of that shape. */
    static List<Phase> of(int strideY, int strideX, Shape map) {
        return IntStream.range(0, strideY * strideX).mapToObj(index -> new Phase(strideY, strideX, index))
                .filter(phase -> phase.top() < map.height() && phase.left() < map.width()).toList();
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
        boolean last = top() == Math.min(strideY, map.height()) - 1 && left() == Math.min(strideX, map.width()) - 1;
        return last ? Math.min(map.height(), bottom * strideY + top()) : 0;
    }
}
