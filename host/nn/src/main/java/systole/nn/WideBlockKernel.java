package systole.nn;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorBlockKernel} for machines with 32 vector registers: two runs at once, wherever either lies, read the weights half as often. An odd
 * one at the end is left to the other.
 */
final class WideBlockKernel implements BlockKernel {
    private static final int BLOCK = BlockedMap.BLOCK;

    private final BlockKernel narrow = new VectorBlockKernel();

    @Override
    public int columns() {
        return narrow.columns();
    }

    @Override
    public void add(TapPart part, Addends addends, int[] runs, int first, int count, float[] sums) {
        for (int run = 0; run + 1 < count; run += 2) {
            add(part, runs[first + run], runs[first + run + 1], addends, run, sums);
        }
        if (count % 2 == 1) {
            VectorBlockKernel.add(part, runs[first + count - 1], addends, count - 1, sums);
        }
    }

    @Override
    public void accumulate(float[] values, int from, int pixels, int width, float[] sums, int at) {
        narrow.accumulate(values, from, pixels, width, sums, at);
    }

    @Override
    public void clip(float[] sums, int at, int pixels, int width, Bounds bounds, float[] output, int to) {
        narrow.clip(sums, at, pixels, width, bounds, output, to);
    }

    @Override
    public void gather(float[] planes, int from, int[] offsets, int pixels, float[] output, int to) {
        narrow.gather(planes, from, offsets, pixels, output, to);
    }

    @Override
    public void maximum(float[] values, int from, int rowStride, Patch patch, float[] maxima, int at) {
        narrow.maximum(values, from, rowStride, patch, maxima, at);
    }

    @Override
    public float dot(float[] left, int from, float[] right, int count) {
        return narrow.dot(left, from, right, count);
    }

    /** The run of that number and the next. */
    private static void add(TapPart part, int base0, int base1, Addends addends, int run, float[] sums) {
        float[] start = addends.values();
        int step = addends.step();
        int from = addends.at() + run * RUN * step;
        FloatVector left0 = FloatVector.fromArray(Lanes.SPECIES, start, from);
        FloatVector right0 = FloatVector.fromArray(Lanes.SPECIES, start, from + Lanes.COUNT);
        FloatVector left1 = FloatVector.fromArray(Lanes.SPECIES, start, from + step);
        FloatVector right1 = FloatVector.fromArray(Lanes.SPECIES, start, from + step + Lanes.COUNT);
        FloatVector left2 = FloatVector.fromArray(Lanes.SPECIES, start, from + 2 * step);
        FloatVector right2 = FloatVector.fromArray(Lanes.SPECIES, start, from + 2 * step + Lanes.COUNT);
        FloatVector left3 = FloatVector.fromArray(Lanes.SPECIES, start, from + 3 * step);
        FloatVector right3 = FloatVector.fromArray(Lanes.SPECIES, start, from + 3 * step + Lanes.COUNT);
        FloatVector left4 = FloatVector.fromArray(Lanes.SPECIES, start, from + 4 * step);
        FloatVector right4 = FloatVector.fromArray(Lanes.SPECIES, start, from + 4 * step + Lanes.COUNT);
        FloatVector left5 = FloatVector.fromArray(Lanes.SPECIES, start, from + 5 * step);
        FloatVector right5 = FloatVector.fromArray(Lanes.SPECIES, start, from + 5 * step + Lanes.COUNT);
        FloatVector left6 = FloatVector.fromArray(Lanes.SPECIES, start, from + 6 * step);
        FloatVector right6 = FloatVector.fromArray(Lanes.SPECIES, start, from + 6 * step + Lanes.COUNT);
        FloatVector left7 = FloatVector.fromArray(Lanes.SPECIES, start, from + 7 * step);
        FloatVector right7 = FloatVector.fromArray(Lanes.SPECIES, start, from + 7 * step + Lanes.COUNT);
        FloatVector left8 = FloatVector.fromArray(Lanes.SPECIES, start, from + 8 * step);
        FloatVector right8 = FloatVector.fromArray(Lanes.SPECIES, start, from + 8 * step + Lanes.COUNT);
        FloatVector left9 = FloatVector.fromArray(Lanes.SPECIES, start, from + 9 * step);
        FloatVector right9 = FloatVector.fromArray(Lanes.SPECIES, start, from + 9 * step + Lanes.COUNT);
        FloatVector left10 = FloatVector.fromArray(Lanes.SPECIES, start, from + 10 * step);
        FloatVector right10 = FloatVector.fromArray(Lanes.SPECIES, start, from + 10 * step + Lanes.COUNT);
        FloatVector left11 = FloatVector.fromArray(Lanes.SPECIES, start, from + 11 * step);
        FloatVector right11 = FloatVector.fromArray(Lanes.SPECIES, start, from + 11 * step + Lanes.COUNT);
        FloatVector left12 = FloatVector.fromArray(Lanes.SPECIES, start, from + 12 * step);
        FloatVector right12 = FloatVector.fromArray(Lanes.SPECIES, start, from + 12 * step + Lanes.COUNT);
        FloatVector left13 = FloatVector.fromArray(Lanes.SPECIES, start, from + 13 * step);
        FloatVector right13 = FloatVector.fromArray(Lanes.SPECIES, start, from + 13 * step + Lanes.COUNT);
        float[] map = part.map();
        int[] offsets = part.offsets();
        float[] weights = part.weights();
        int to = part.to();
        int weight = part.at();
        for (int tap = part.from(); tap < to; tap++) {
            int pixel0 = base0 + offsets[tap];
            int pixel1 = base1 + offsets[tap];
            FloatVector left = FloatVector.fromArray(Lanes.SPECIES, weights, weight);
            FloatVector right = FloatVector.fromArray(Lanes.SPECIES, weights, weight + Lanes.COUNT);
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0]);
            left0 = factor.fma(left, left0);
            right0 = factor.fma(right, right0);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + BLOCK]);
            left1 = factor.fma(left, left1);
            right1 = factor.fma(right, right1);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + 2 * BLOCK]);
            left2 = factor.fma(left, left2);
            right2 = factor.fma(right, right2);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + 3 * BLOCK]);
            left3 = factor.fma(left, left3);
            right3 = factor.fma(right, right3);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + 4 * BLOCK]);
            left4 = factor.fma(left, left4);
            right4 = factor.fma(right, right4);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + 5 * BLOCK]);
            left5 = factor.fma(left, left5);
            right5 = factor.fma(right, right5);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel0 + 6 * BLOCK]);
            left6 = factor.fma(left, left6);
            right6 = factor.fma(right, right6);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1]);
            left7 = factor.fma(left, left7);
            right7 = factor.fma(right, right7);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + BLOCK]);
            left8 = factor.fma(left, left8);
            right8 = factor.fma(right, right8);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + 2 * BLOCK]);
            left9 = factor.fma(left, left9);
            right9 = factor.fma(right, right9);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + 3 * BLOCK]);
            left10 = factor.fma(left, left10);
            right10 = factor.fma(right, right10);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + 4 * BLOCK]);
            left11 = factor.fma(left, left11);
            right11 = factor.fma(right, right11);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + 5 * BLOCK]);
            left12 = factor.fma(left, left12);
            right12 = factor.fma(right, right12);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel1 + 6 * BLOCK]);
            left13 = factor.fma(left, left13);
            right13 = factor.fma(right, right13);
            weight += 2 * Lanes.COUNT;
        }
        int at = run * RUN * 2 * Lanes.COUNT;
        left0.intoArray(sums, at);
        right0.intoArray(sums, at + Lanes.COUNT);
        left1.intoArray(sums, at + 2 * Lanes.COUNT);
        right1.intoArray(sums, at + 3 * Lanes.COUNT);
        left2.intoArray(sums, at + 4 * Lanes.COUNT);
        right2.intoArray(sums, at + 5 * Lanes.COUNT);
        left3.intoArray(sums, at + 6 * Lanes.COUNT);
        right3.intoArray(sums, at + 7 * Lanes.COUNT);
        left4.intoArray(sums, at + 8 * Lanes.COUNT);
        right4.intoArray(sums, at + 9 * Lanes.COUNT);
        left5.intoArray(sums, at + 10 * Lanes.COUNT);
        right5.intoArray(sums, at + 11 * Lanes.COUNT);
        left6.intoArray(sums, at + 12 * Lanes.COUNT);
        right6.intoArray(sums, at + 13 * Lanes.COUNT);
        left7.intoArray(sums, at + 14 * Lanes.COUNT);
        right7.intoArray(sums, at + 15 * Lanes.COUNT);
        left8.intoArray(sums, at + 16 * Lanes.COUNT);
        right8.intoArray(sums, at + 17 * Lanes.COUNT);
        left9.intoArray(sums, at + 18 * Lanes.COUNT);
        right9.intoArray(sums, at + 19 * Lanes.COUNT);
        left10.intoArray(sums, at + 20 * Lanes.COUNT);
        right10.intoArray(sums, at + 21 * Lanes.COUNT);
        left11.intoArray(sums, at + 22 * Lanes.COUNT);
        right11.intoArray(sums, at + 23 * Lanes.COUNT);
        left12.intoArray(sums, at + 24 * Lanes.COUNT);
        right12.intoArray(sums, at + 25 * Lanes.COUNT);
        left13.intoArray(sums, at + 26 * Lanes.COUNT);
        right13.intoArray(sums, at + 27 * Lanes.COUNT);
    }
}
