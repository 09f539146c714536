package systole.quant;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * What each output pixel of a pool reads.
 *
 * @param rows of the input, for each row of the output
 * @param columns of the input, for each column of the output
 */
record Areas(List<Interval> rows, List<Interval> columns) {
    /** Those of an adaptive pool. */
    static Areas sharing(Shape input, Shape output) {
        return new Areas(shared(input.height(), output.height()), shared(input.width(), output.width()));
    }

    /** The part of each window that lies on the input. */
    static Areas onInput(Window window, Shape input) {
        return under(window, window.padTop(), window.padLeft(), input.height(), input.width(), window.output(input, 1));
    }

    /** The part of each window that lies on the input or on another window's padding around it; its rows and columns count from there. */
    static Areas onPadded(Window window, Shape input, Window padding) {
        int height = padding.padTop() + input.height() + padding.padBottom();
        int width = padding.padLeft() + input.width() + padding.padRight();
        return under(window, 0, 0, height, width, window.output(input, 1));
    }

    /** The window that walks over the areas, if one does: all are of one size and equally far apart. */
    Optional<Window> window() {
        if (!isEven(rows) || !isEven(columns)) {
            return Optional.empty();
        }
        return Optional.of(new Window(rows.getFirst().count(), columns.getFirst().count(), stride(rows), stride(columns), 0, 0, 0, 0, 1, 1));
    }

    /** Input pixels of each output pixel, row by row. */
    int[] counts() {
        return rows.stream().flatMapToInt(row -> columns.stream().mapToInt(column -> row.count() * column.count())).toArray();
    }

    private static List<Interval> shared(int extent, int outputs) {
        return IntStream.range(0, outputs).mapToObj(i -> new Interval(
                (int) ((long) i * extent / outputs), (int) Math.ceilDiv((i + 1L) * extent, outputs), 1)).toList();
    }

    private static Areas under(Window window, int top, int left, int height, int width, Shape output) {
        List<Interval> rows = IntStream.range(0, output.height())
                .mapToObj(y -> taps(y * window.strideY() - top, window.dilationY(), window.spanHeight(), height)).toList();
        List<Interval> columns = IntStream.range(0, output.width())
                .mapToObj(x -> taps(x * window.strideX() - left, window.dilationX(), window.spanWidth(), width)).toList();
        return new Areas(rows, columns);
    }

    private static Interval taps(int position, int step, int span, int extent) {
        int first = position >= 0 ? position : Math.floorMod(position, step);
        return new Interval(first, Math.max(first, Math.min(extent, position + span)), step);
    }

    private static boolean isEven(List<Interval> intervals) {
        int stride = stride(intervals);
        return stride >= 1 && IntStream.range(1, intervals.size()).allMatch(i ->
                intervals.get(i).count() == intervals.getFirst().count()
                        && intervals.get(i).first() - intervals.get(i - 1).first() == stride);
    }

    /** A single area needs none. */
    private static int stride(List<Interval> intervals) {
        return intervals.size() == 1 ? 1 : intervals.get(1).first() - intervals.get(0).first();
    }
}
