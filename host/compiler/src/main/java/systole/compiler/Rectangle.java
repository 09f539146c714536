package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import systole.graph.Window;

/**
 * Pixels of a map.
 *
 * @param top first row
 * @param left first column
 * @param rows at least 1
 * @param columns at least 1
 */
record Rectangle(int top, int left, int rows, int columns) {
    int bottom() {
        return top + rows;
    }

    int right() {
        return left + columns;
    }

    int pixels() {
        return rows * columns;
    }

    /**
     * What a window over this rectangle of outputs reads of a map with that height and width. A window that reads nothing but
     * padding still gets the nearest pixel.
     */
    Rectangle inputOf(Window window, int height, int width) {
        int y = top * window.strideY() - window.padTop();
        int x = left * window.strideX() - window.padLeft();
        int firstRow = Math.clamp(y, 0, height - 1);
        int lastRow = Math.clamp(y + (long) (rows - 1) * window.strideY() + window.spanHeight() - 1, firstRow, height - 1);
        int firstColumn = Math.clamp(x, 0, width - 1);
        int lastColumn = Math.clamp(x + (long) (columns - 1) * window.strideX() + window.spanWidth() - 1, firstColumn, width - 1);
        return new Rectangle(firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
    }

    /** A map cut into rectangles of at most that size, row by row. */
    static List<Rectangle> cut(int height, int width, int rows, int columns) {
        List<Rectangle> pieces = new ArrayList<>();
        for (int y = 0; y < height; y += rows) {
            for (int x = 0; x < width; x += columns) {
                pieces.add(new Rectangle(y, x, Math.min(rows, height - y), Math.min(columns, width - x)));
            }
        }
        return pieces;
    }
}
