package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/**
 * Weights times the taps of a {@link Band}, added to some rows of an output: panel by panel, in a small array beside the output because a
 * panel's columns may cross its rows.
 */
final class BandProduct {
    /**
     * Taps at once, where neighbouring ones read mostly the same elements; otherwise as many as a packed panel has rows fit the first-level
     * cache.
     */
    private static final int MOST_TAPS = 640;

    private final Kernel kernel = Kernel.BEST;
    private final Band band;
    private final Shape output;
    private final int tapsAtOnce;

    BandProduct(Window window, Band band, Shape output) {
        tapsAtOnce = Math.clamp((long) MatrixProduct.INNER * window.kernelWidth() / window.strideX(), MatrixProduct.INNER, MOST_TAPS);
        this.band = band;
        this.output = output;
    }

    /**
     * Adds to the output rows from {@code row}.
     *
     * @param weights (outputs, taps)
     * @param narrow the output, (outputs, pixels)
     */
    void add(Matrix weights, float[] wide, int offset, int row, Matrix narrow) {
        int rows = Math.min(band.rows(), output.height() - row);
        float[] copy = band.copy(wide, offset, row, kernel.columns());
        float[] sums = new float[Math.ceilDiv(weights.rows(), kernel.rows()) * kernel.rows() * kernel.columns()];
        int columns = (rows - 1) * band.rowStride() + output.width();
        for (int column = 0; column < columns; column += kernel.columns()) {
            int width = Math.min(kernel.columns(), columns - column);
            forRuns(row, column, width, narrow, (at, sum, count) -> System.arraycopy(narrow.values(), at, sums, sum, count));
            addPanel(weights, copy, column, sums);
            forRuns(row, column, width, narrow, (at, sum, count) -> System.arraycopy(sums, sum, narrow.values(), at, count));
        }
    }

    private void addPanel(Matrix weights, float[] copy, int column, float[] sums) {
        Cut cut = Cut.of(weights.columns(), 1, Math.ceilDiv(weights.columns(), tapsAtOnce));
        for (int part = 0; part < cut.parts(); part++) {
            Matrix left = weights.part(0, weights.rows(), cut.from(part), cut.to(part) - cut.from(part));
            Panel panel = new Panel(copy, band.taps(), cut.from(part), column);
            for (int r = 0; r < left.rows(); r += kernel.rows()) {
                kernel.add(left, r, panel, sums, r * kernel.columns(), kernel.columns());
            }
        }
    }

    private interface Run {
        /** {@code count} elements: in the output from {@code at}, in the sums from {@code sum}. */
        void accept(int at, int sum, int count);
    }

    /** Visits what of a panel's columns belongs to the output. */
    private void forRuns(int row, int column, int width, Matrix narrow, Run run) {
        for (int y = column / band.rowStride(); y * band.rowStride() < column + width; y++) {
            int from = Math.max(column, y * band.rowStride());
            int to = Math.min(column + width, y * band.rowStride() + output.width());
            for (int channel = 0; from < to && channel < narrow.rows(); channel++) {
                run.accept(narrow.at(channel, (row + y) * output.width() + from - y * band.rowStride()),
                        channel * kernel.columns() + from - column, to - from);
            }
        }
    }
}
