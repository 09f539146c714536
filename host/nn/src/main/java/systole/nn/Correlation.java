package systole.nn;

import java.util.HashMap;
import java.util.Map;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * The products of a convolution, between a wide map, over which the window walks, and a narrow one, which has a pixel for each of the window's
 * places. A convolution goes from wide to narrow, its gradient and a transposed convolution from narrow to wide, image by image and group by
 * group. Weights are (narrow channels, wide channels / groups, kernel height, kernel width).
 */
final class Correlation {
    /** Elements that are copied or made at once on the way: 512 KiB, half of a usual second-level cache. */
    private static final int COPIED = 1 << 17;

    private final int groups;
    private final Shape wide;
    private final Shape narrow;
    private final Columns columns;
    private final Window window;
    private final int bandRows;
    private final Map<Integer, BandProduct> products = new HashMap<>();

    Correlation(Window window, int groups, Shape wide, Shape narrow) {
        this.groups = groups;
        this.wide = wide;
        this.narrow = narrow;
        columns = new Columns(window, wide.channels() / groups, wide, narrow);
        this.window = window;
        bandRows = Band.rowsWithin(COPIED, window, columns.channels(), narrow);
    }

    /** narrow += weights * columns(wide). */
    void toNarrow(Pass pass, float[] wideValues, float[] weights, float[] narrowValues) {
        if (columns.isPlain()) {
            multiply(pass, wideValues, weights, narrowValues);
        } else {
            correlate(pass, wideValues, weights, narrowValues);
        }
    }

    private void multiply(Pass pass, float[] wideValues, float[] weights, float[] narrowValues) {
        int pieces = pass.images() * groups;
        Cut cut = Cut.of(columns.pixels(), Kernel.BEST.columns(), pass.workers().parts(pieces));
        pass.workers().forEach(pieces * cut.parts(), task -> {
            int piece = task / cut.parts();
            MatrixProduct.addColumns(weights(weights, piece), columns.plain(wideValues, wideOffset(piece)), narrow(narrowValues, piece),
                    cut.from(task % cut.parts()), cut.to(task % cut.parts()));
        });
    }

    private void correlate(Pass pass, float[] wideValues, float[] weights, float[] narrowValues) {
        int pieces = pass.images() * groups;
        int rows = Math.min(bandRows, Math.ceilDiv(narrow.height(), pass.workers().parts(pieces)));
        int bands = Math.ceilDiv(narrow.height(), rows);
        BandProduct product = products.computeIfAbsent(rows, _ ->
                new BandProduct(window, new Band(window, columns.channels(), wide, narrow, rows), narrow));
        pass.workers().forEach(pieces * bands, task -> {
            int piece = task / bands;
            product.add(weights(weights, piece), wideValues, wideOffset(piece), task % bands * rows, narrow(narrowValues, piece));
        });
    }

    /** wide += the transpose of {@link #toNarrow} of narrow: weights, transposed, times narrow, added back where the columns came from. */
    void toWide(Pass pass, float[] narrowValues, float[] weights, float[] wideValues) {
        int pieces = pass.images() * groups;
        int tapsPerChannel = columns.taps() / columns.channels();
        Cut cut = Cut.of(columns.channels(), 1, pass.workers().parts(pieces));
        pass.workers().forEach(pieces * cut.parts(), task -> {
            int piece = task / cut.parts();
            int from = cut.from(task % cut.parts()) * tapsPerChannel;
            int to = cut.to(task % cut.parts()) * tapsPerChannel;
            Matrix left = weights(weights, piece).transposed().part(from, to - from, 0, narrow.channels() / groups);
            scatter(left, narrow(narrowValues, piece), from, wideValues, wideOffset(piece));
        });
    }

    private void scatter(Matrix left, Matrix right, int tap, float[] wideValues, int offset) {
        int width = Math.clamp(COPIED / left.rows(), 1, right.columns());
        for (int pixel = 0; pixel < right.columns(); pixel += width) {
            int count = Math.min(width, right.columns() - pixel);
            Matrix product = Matrix.of(new float[left.rows() * count], 0, left.rows(), count);
            MatrixProduct.add(left, right.part(0, right.rows(), pixel, count), product);
            columns.scatter(product, tap, pixel, wideValues, offset);
        }
    }

    /** weights += narrow * columns(wide), transposed, summed over the images in their order. */
    void toWeights(Pass pass, float[] wideValues, float[] narrowValues, float[] weights) {
        Cut cut = Cut.of(columns.taps(), Kernel.BEST.columns(), pass.workers().parts(groups));
        pass.workers().forEach(groups * cut.parts(), task -> {
            int group = task / cut.parts();
            for (int image = 0; image < pass.images(); image++) {
                int piece = image * groups + group;
                MatrixProduct.addColumns(narrow(narrowValues, piece), columns.transposed(wideValues, wideOffset(piece)), weights(weights, group),
                        cut.from(task % cut.parts()), cut.to(task % cut.parts()));
            }
        });
    }

    private int wideOffset(int piece) {
        return piece * (wide.size() / groups);
    }

    private Matrix narrow(float[] values, int piece) {
        return Matrix.of(values, piece * (narrow.size() / groups), narrow.channels() / groups, columns.pixels());
    }

    private Matrix weights(float[] values, int piece) {
        int rows = narrow.channels() / groups;
        return Matrix.of(values, piece % groups * rows * columns.taps(), rows, columns.taps());
    }
}
