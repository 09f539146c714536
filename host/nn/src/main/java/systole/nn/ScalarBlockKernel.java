package systole.nn;

/** Plain loops, which specify {@link VectorBlockKernel}. */
final class ScalarBlockKernel implements BlockKernel {
    private static final int COLUMNS = BlockedMap.BLOCK;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(TapPart part, int[] runs, int first, int count, float[] sums) {
        for (int pixel = 0; pixel < count * RUN; pixel++) {
            int base = runs[first + pixel / RUN] + pixel % RUN * BlockedMap.BLOCK;
            int weight = part.at();
            for (int tap = part.from(); tap < part.to(); tap++, weight += COLUMNS) {
                float factor = part.map()[base + part.offsets()[tap]];
                for (int column = 0; column < COLUMNS; column++) {
                    int at = pixel * COLUMNS + column;
                    sums[at] = Math.fma(factor, part.weights()[weight + column], sums[at]);
                }
            }
        }
    }

    @Override
    public void accumulate(float[] values, int from, int pixels, int width, float[] sums, int at) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < width; i++) {
                sums[at + pixel * COLUMNS + i] += values[from + pixel * BlockedMap.BLOCK + i];
            }
        }
    }

    @Override
    public void clip(float[] sums, int at, int pixels, int width, Bounds bounds, float[] output, int to) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < width; i++) {
                float sum = sums[at + pixel * COLUMNS + i];
                float raised = sum < bounds.low() ? bounds.low() : sum;
                output[to + pixel * BlockedMap.BLOCK + i] = raised > bounds.high() ? bounds.high() : raised;
            }
        }
    }

    @Override
    public void maximum(float[] values, int from, float[] maxima, int at) {
        for (int i = 0; i < BlockedMap.BLOCK; i++) {
            maxima[at + i] = Math.max(maxima[at + i], values[from + i]);
        }
    }
}
