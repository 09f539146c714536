package systole.nn;

/**
 * C += A B, in two forms. Where B's rows are contiguous, rows of B are added to rows of C, which the JIT compiler vectorises; four at a time,
 * so that a row of C is read and written once for four products. Where B's columns are, each element of C is a dot product, four of
 * which run side by side because a float sum may not be reordered and a single one would wait for its own additions.
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
        for (int row = 0; row < c.rows(); row++) {
            if (b.columnStride() == 1) {
                addRows(a, b, c, row);
            } else {
                addDots(a, b, c, row);
            }
        }
    }

    private static void addRows(Matrix a, Matrix b, Matrix c, int row) {
        float[] factors = a.values();
        int k = 0;
        for (; k + 4 <= b.rows(); k += 4) {
            addFourRows(b.values(), b.at(k, 0), b.rowStride(), c.values(), c.at(row, 0), c.columns(),
                    factors[a.at(row, k)], factors[a.at(row, k + 1)], factors[a.at(row, k + 2)], factors[a.at(row, k + 3)]);
        }
        for (; k < b.rows(); k++) {
            addRow(b.values(), b.at(k, 0), c.values(), c.at(row, 0), c.columns(), factors[a.at(row, k)]);
        }
    }

    private static void addFourRows(float[] b, int from, int stride, float[] c, int to, int count, float a0, float a1, float a2, float a3) {
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        for (int i = 0; i < count; i++) {
            c[to + i] += a0 * b[from + i] + a1 * b[from1 + i] + a2 * b[from2 + i] + a3 * b[from3 + i];
        }
    }

    private static void addRow(float[] b, int from, float[] c, int to, int count, float factor) {
        for (int i = 0; i < count; i++) {
            c[to + i] += factor * b[from + i];
        }
    }

    private static void addDots(Matrix a, Matrix b, Matrix c, int row) {
        int column = 0;
        for (; column + 4 <= c.columns(); column += 4) {
            addFourDots(a.values(), a.at(row, 0), a.columnStride(), b.values(), b.at(0, column), b.columnStride(), a.columns(), c.values(), c.at(row, column));
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
