package systole.nn;

import java.util.Arrays;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * Lays a map out as one row per tap of the window, one column per output pixel (im2col), and adds such columns back onto a map.
 *
 * @param window how the kernel walks
 * @param channels of the map that are read
 * @param input shape of the whole map
 * @param output shape of the result
 */
record Columns(Window window, int channels, Shape input, Shape output) {
    /** Rows: channel, kernel row, kernel column. */
    int taps() {
        return channels * window.kernelHeight() * window.kernelWidth();
    }

    /** Elements. */
    int size() {
        return Math.multiplyExact(taps(), output.height() * output.width());
    }

    Matrix matrix(float[] columns) {
        return Matrix.of(columns, 0, taps(), output.height() * output.width());
    }

    /** Copies what the windows read from a map at an offset; padding reads 0. */
    void gather(float[] map, int offset, float[] columns) {
        Arrays.fill(columns, 0);
        walk(offset, (at, column, step, count) -> {
            for (int i = 0; i < count; i++) {
                columns[column + i] = map[at + i * step];
            }
        });
    }

    /** The transpose of {@link #gather}: adds each column's elements to where they were read. */
    void scatter(float[] columns, float[] map, int offset) {
        walk(offset, (at, column, step, count) -> {
            for (int i = 0; i < count; i++) {
                map[at + i * step] += columns[column + i];
            }
        });
    }

    private interface Run {
        /** {@code count} elements: in the map from {@code at} with that step, in the columns from {@code column}. */
        void accept(int at, int column, int step, int count);
    }

    private void walk(int offset, Run run) {
        int row = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    walkTap(offset + channel * input.height() * input.width(), ky, kx, row++ * output.height() * output.width(), run);
                }
            }
        }
    }

    private void walkTap(int plane, int ky, int kx, int row, Run run) {
        int dx = kx * window.dilationX() - window.padLeft();
        int first = Math.max(0, Math.ceilDiv(-dx, window.strideX()));
        int last = Math.min(output.width() - 1, Math.floorDiv(input.width() - 1 - dx, window.strideX()));
        for (int oy = 0; oy < output.height(); oy++) {
            int y = oy * window.strideY() + ky * window.dilationY() - window.padTop();
            if (y >= 0 && y < input.height() && first <= last) {
                int at = plane + y * input.width() + first * window.strideX() + dx;
                run.accept(at, row + oy * output.width() + first, window.strideX(), last - first + 1);
            }
        }
    }
}
