package systole.nn;

/** Plain loops, which specify {@link VectorBlockKernel}. */
final class ScalarBlockKernel implements BlockKernel {
    private static final int COLUMNS = BlockedMap.BLOCK;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(TapPart part, Addends addends, int[] runs, int first, int count, float[] sums) {
        for (int pixel = 0; pixel < count * RUN; pixel++) {
            int base = runs[first + pixel / RUN] + pixel % RUN * BlockedMap.BLOCK;
            System.arraycopy(addends.values(), addends.at() + pixel * addends.step(), sums, pixel * COLUMNS, COLUMNS);
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
    public void gather(float[] planes, int from, int[] offsets, int pixels, float[] output, int to) {
        for (int channel = 0; channel < BlockedMap.BLOCK; channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                output[to + pixel * BlockedMap.BLOCK + channel] = planes[from + offsets[channel] + pixel];
            }
        }
    }

    @Override
    public void maximum(float[] values, int from, int rowStride, Patch patch, float[] maxima, int at) {
        for (int i = 0; i < BlockedMap.BLOCK; i++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
                for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                    largest = Math.max(largest, values[from + y * rowStride + x * BlockedMap.BLOCK + i]);
                }
            }
            maxima[at + i] = largest;
        }
    }

    @Override
    public float dot(float[] left, int from, float[] right, int count) {
        float total = 0;
        for (int lane = 0; lane < BlockedMap.BLOCK; lane++) {
            float sum = 0;
            for (int i = lane; i < count; i += BlockedMap.BLOCK) {
                sum = Math.fma(left[from + i], right[i], sum);
            }
            total += sum;
        }
        return total;
    }
}
