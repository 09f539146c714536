package systole.compiler;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Window;

/**
 * Rows of a padded image that lie side by side in a row of memory, pixel by pixel: row r of memory holds the image's rows
 * r * step + j * spacing, for j from 0 to rows - 1. Where step is smaller than what the rows span, image rows lie in several rows of
 * memory; where it is larger, some lie in none.
 *
 * @param rows image rows side by side, at least 1
 * @param step image rows from one row of memory to the next
 * @param spacing image rows between neighbours
 */
public record RowFolding(int rows, int step, int spacing) {
    /** A row of memory is an image row. */
    public static final RowFolding NONE = new RowFolding(1, 1, 1);

    /** The ways in which a window can walk over folded rows: some of its rows are one step, or all of them are. */
    static Stream<RowFolding> of(Window window) {
        return Stream.concat(Stream.of(NONE), IntStream.rangeClosed(1, window.kernelHeight())
                .mapToObj(rows -> new RowFolding(rows, window.strideY(), window.dilationY())).filter(folding -> folding.serves(window)));
    }

    private boolean serves(Window window) {
        return rows == window.kernelHeight() || rows * spacing % step == 0;
    }

    /** The window's vertical walk over rows of memory, without padding, which is in place. */
    Window fold(Window w) {
        int steps = Math.ceilDiv(w.kernelHeight(), rows);
        return new Window(steps, w.kernelWidth(), w.strideY() / step, w.strideX(), 0, 0, 0, 0, stepRows(w, steps), w.dilationX());
    }

    /** Rows of memory from one step of the window to the next. */
    private int stepRows(Window window, int steps) {
        return this.equals(NONE) ? window.dilationY() : steps == 1 ? 1 : rows * spacing / step;
    }
}
