package systole.nn;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * Lays a map out as one row per tap of the window, one column per output pixel (im2col), and adds such columns back onto a map. Rows are
 * channel, kernel row, kernel column. The matrix exists only in the parts that a product packs.
 *
 * @param window how the kernel walks
 * @param channels of the map that are read
 * @param input shape of the whole map
 * @param output shape of the result
 */
record Columns(Window window, int channels, Shape input, Shape output) {
    /** Rows. */
    int taps() {
        return channels * window.kernelHeight() * window.kernelWidth();
    }

    /** Columns. */
    int pixels() {
        return output.height() * output.width();
    }

    /** The matrix of a map that begins at an offset, where the map is the matrix. */
    Matrix plain(float[] map, int offset) {
        return Matrix.of(map, offset, taps(), pixels());
    }

    /** The transposed matrix of a map that begins at an offset; padding reads 0. */
    RightOperand transposed(float[] map, int offset) {
        return isPlain() ? plain(map, offset).transposed() : new Transposed(this, map, offset);
    }

    /** Whether every window is one pixel, and the map the matrix itself. */
    boolean isPlain() {
        return window.kernelHeight() * window.kernelWidth() == 1 && input.height() == output.height() && input.width() == output.width()
                && window.padTop() + window.padLeft() == 0;
    }

    /** Adds a part of such a matrix, its rows from {@code tap} and its columns from {@code pixel}, to where a map has them. */
    void scatter(Matrix part, int tap, int pixel, float[] map, int offset) {
        for (int row = 0; row < part.rows(); row++) {
            int begin = part.at(row, 0);
            walk(tap + row, pixel, part.columns(), (at, column, step, count) -> {
                for (int i = 0; i < count; i++) {
                    map[offset + at + i * step] += part.values()[begin + column + i];
                }
            });
        }
    }

    private interface Run {
        /** {@code count} elements: in the map from {@code at} with that step, in the part of the row from {@code column}. */
        void accept(int at, int column, int step, int count);
    }

    /** Visits what a tap reads of the map for {@code count} pixels, an output row at a time, and leaves out padding. */
    private void walk(int tap, int pixel, int count, Run run) {
        int kx = tap % window.kernelWidth();
        int ky = tap / window.kernelWidth() % window.kernelHeight();
        int plane = tap / (window.kernelWidth() * window.kernelHeight()) * input.height() * input.width();
        int dx = kx * window.dilationX() - window.padLeft();
        int first = Math.max(0, Math.ceilDiv(-dx, window.strideX()));
        int end = Math.min(output.width(), Math.floorDiv(input.width() - 1 - dx, window.strideX()) + 1);
        int oy = pixel / output.width();
        for (int row = oy * output.width(); row < pixel + count; row += output.width(), oy++) {
            int y = oy * window.strideY() + ky * window.dilationY() - window.padTop();
            int from = Math.max(first, pixel - row);
            int to = Math.min(end, pixel + count - row);
            if (y >= 0 && y < input.height() && from < to) {
                run.accept(plane + y * input.width() + from * window.strideX() + dx, row + from - pixel, window.strideX(), to - from);
            }
        }
    }

    private record Transposed(Columns shape, float[] map, int offset) implements RightOperand {
        @Override
        public int rows() {
            return shape.pixels();
        }

        @Override
        public int columns() {
            return shape.taps();
        }

        @Override
        public void pack(int row, int count, int column, int width, float[] panel, int stride) {
            Arrays.fill(panel, 0, count * stride, 0);
            for (int c = 0; c < width; c++) {
                int to = c;
                shape.walk(column + c, row, count, (at, i, step, length) -> {
                    for (int p = 0; p < length; p++) {
                        panel[to + (i + p) * stride] = map[offset + at + p * step];
                    }
                });
            }
        }
    }
}
