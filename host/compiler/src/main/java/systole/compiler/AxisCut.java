package systole.compiler;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import systole.graph.Shape;

/**
 * A layer's output map cut along one axis, and what lies under the pieces.
 *
 * @param size output rows, or columns, of a piece; the last one may have fewer
 * @param count pieces
 * @param convolved rows of the convolution under all pieces, those under two of them counted twice
 * @param smallestConvolved rows of the convolution under the piece that has fewest
 * @param largestConvolved rows of the convolution under the piece that has most
 * @param largestInput input rows under the piece that has most
 */
record AxisCut(int size, int count, long convolved, int smallestConvolved, int largestConvolved, int largestInput) {
    /** All balanced cuts of the rows, larger pieces first. */
    static List<AxisCut> rows(InputFormat format) {
        int height = format.layer().outputMap().height();
        return sizes(height).mapToObj(size -> of(format, size, starts(height, size)
                .mapToObj(y -> new Rectangle(y, 0, Math.min(size, height - y), 1)).toList(), Rectangle::rows)).toList();
    }

    /** All balanced cuts of the columns, larger pieces first. */
    static List<AxisCut> columns(InputFormat format) {
        int width = format.layer().outputMap().width();
        return sizes(width).mapToObj(size -> of(format, size, starts(width, size)
                .mapToObj(x -> new Rectangle(0, x, 1, Math.min(size, width - x))).toList(), Rectangle::columns)).toList();
    }

    /** The sizes that some number of pieces have. */
    private static IntStream sizes(int extent) {
        return IntStream.rangeClosed(1, extent).map(count -> Math.ceilDiv(extent, count)).distinct();
    }

    private static IntStream starts(int extent, int size) {
        return IntStream.iterate(0, start -> start < extent, start -> start + size);
    }

    private static AxisCut of(InputFormat format, int size, List<Rectangle> pieces, ToIntFunction<Rectangle> extent) {
        Shape map = format.layer().convolvedMap();
        List<Rectangle> convolved = pieces.stream()
                .map(piece -> piece.inputOf(format.layer().pool(), map.height(), map.width())).toList();
        IntSummaryStatistics sums = convolved.stream().mapToInt(extent).summaryStatistics();
        IntSummaryStatistics read = convolved.stream()
                .map(piece -> piece.inputOf(format.window(), format.height(), format.width())).mapToInt(extent).summaryStatistics();
        return new AxisCut(size, pieces.size(), sums.getSum(), sums.getMin(), sums.getMax(), read.getMax());
    }
}
