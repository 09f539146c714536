package systole.nn;

import java.util.Arrays;

/**
 * C += A B, in two forms. Where B's rows are contiguous, rows of B are added to rows of C, four at a time. The JIT compiler vectorises that
 * only where it sees that no array overlaps another at a different index, so each row is first copied into an array by itself. Where B's columns are
 * contiguous, each element of C is a dot product, four of which run side by side because a float sum may not be reordered and a single one would
 * wait for its own additions.
 */
final class MatrixProduct {
    private MatrixProduct() {
    }

    /** C += A B, where C's rows are contiguous. */
    static void add(Matrix a, Matrix b, Matrix c) {
        if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns() || c.columnStride() != 1) {
            throw new IllegalArgumentException("matrices do not fit: %dx%d times %dx%d into %dx%d"
                    .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
        }
        if (b.columnStride() == 1) {
            addRows(a, b, c);
        } else {
            for (int row = 0; row < c.rows(); row++) {
                addDots(a, b, c, row);
            }
        }
    }

    private static void addRows(Matrix a, Matrix b, Matrix c) {
        float[][] rows = new float[b.rows()][];
        Arrays.setAll(rows, k -> Arrays.copyOfRange(b.values(), b.at(k, 0), b.at(k, b.columns())));
        float[] sums = new float[c.columns()];
        for (int row = 0; row < c.rows(); row++) {
            System.arraycopy(c.values(), c.at(row, 0), sums, 0, sums.length);
            addRow(a, row, rows, sums);
            System.arraycopy(sums, 0, c.values(), c.at(row, 0), sums.length);
        }
    }

    private static void addRow(Matrix a, int row, float[][] rows, float[] sums) {
        float[] factors = a.values();
        int k = 0;
        for (; k + 4 <= rows.length; k += 4) {
            addFour(rows[k], rows[k + 1], rows[k + 2], rows[k + 3], sums,
                    factors[a.at(row, k)], factors[a.at(row, k + 1)], factors[a.at(row, k + 2)], factors[a.at(row, k + 3)]);
        }
        for (; k < rows.length; k++) {
            addOne(rows[k], sums, factors[a.at(row, k)]);
        }
    }

    private static void addFour(float[] b0, float[] b1, float[] b2, float[] b3, float[] sums, float a0, float a1, float a2, float a3) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a0 * b0[i] + a1 * b1[i] + a2 * b2[i] + a3 * b3[i];
        }
    }

    private static void addOne(float[] b, float[] sums, float factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * b[i];
        }
    }

    private static void addDots(Matrix a, Matrix b, Matrix c, int row) {
        int column = 0;
        for (; column + 4 <= c.columns(); column += 4) {
            addFourDots(a.values(), a.at(row, 0), a.columnStride(), b.values(), b.at(0, column), b.columnStride(), a.columns(),
                    c.values(), c.at(row, column));
        }
        for (; column < c.columns(); column++) {
            float sum = 0;
            for (int k = 0; k < a.columns(); k++) {
                sum += a.values()[a.at(row, k)] * b.values()[b.at(k, column)];
            }
            c.values()[c.at(row, column)] += sum;
        }
    }

    private static void addFourDots(float[] a, int left, int step, float[] b, int right, int stride, int count, float[] c, int to) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int k = 0; k < count; k++) {
            float factor = a[left + k * step];
            sum0 += factor * b[right + k];
            sum1 += factor * b[right + stride + k];
            sum2 += factor * b[right + 2 * stride + k];
            sum3 += factor * b[right + 3 * stride + k];
        }
        c[to] += sum0;
        c[to + 1] += sum1;
        c[to + 2] += sum2;
        c[to + 3] += sum3;
    }
}
