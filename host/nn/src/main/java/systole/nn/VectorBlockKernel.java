package systole.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The sums of a run of seven pixels and two vectors of output channels, held in registers: 14 sums, two vectors of weights and one broadcast
 * element of the map, while the taps run. Distances between pixels are constants, so that one check of the array's bounds does for all.
 */
final class VectorBlockKernel implements BlockKernel {
    private static final int BLOCK = BlockedMap.BLOCK;

    static BlockKernel ofThisMachine() {
        return Lanes.areWide() ? new WideBlockKernel() : new VectorBlockKernel();
    }

    @Override
    public int columns() {
        return 2 * Lanes.COUNT;
    }

    @Override
    public void add(TapPart part, Addends addends, int[] runs, int first, int count, float[] sums) {
        for (int run = 0; run < count; run++) {
            add(part, runs[first + run], addends, run, sums);
        }
    }

    @Override
    public void accumulate(float[] values, int from, int pixels, int width, float[] sums, int at) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < width; i += Lanes.COUNT) {
                int sum = at + pixel * columns() + i;
                FloatVector value = FloatVector.fromArray(Lanes.SPECIES, values, from + pixel * BLOCK + i);
                FloatVector.fromArray(Lanes.SPECIES, sums, sum).add(value).intoArray(sums, sum);
            }
        }
    }

    @Override
    public void clip(float[] sums, int at, int pixels, int width, Bounds bounds, float[] output, int to) {
        FloatVector lowest = FloatVector.broadcast(Lanes.SPECIES, bounds.low());
        FloatVector highest = FloatVector.broadcast(Lanes.SPECIES, bounds.high());
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector sum = FloatVector.fromArray(Lanes.SPECIES, sums, at + pixel * columns() + i);
                FloatVector raised = sum.blend(lowest, sum.compare(VectorOperators.LT, lowest));
                raised.blend(highest, raised.compare(VectorOperators.GT, highest)).intoArray(output, to + pixel * BLOCK + i);
            }
        }
    }

    @Override
    public void gather(float[] planes, int from, int[] offsets, int pixels, float[] output, int to) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
                FloatVector.fromArray(Lanes.SPECIES, planes, from + pixel, offsets, i).intoArray(output, to + pixel * BLOCK + i);
            }
        }
    }

    @Override
    public void maximum(float[] values, int from, int rowStride, Patch patch, float[] maxima, int at) {
        for (int i = 0; i < BLOCK; i += Lanes.COUNT) {
            FloatVector largest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
            for (int y = patch.top(); y < patch.bottom(); y += patch.stepY()) {
                for (int x = patch.left(); x < patch.right(); x += patch.stepX()) {
                    largest = largest.max(FloatVector.fromArray(Lanes.SPECIES, values, from + y * rowStride + x * BLOCK + i));
                }
            }
            largest.intoArray(maxima, at + i);
        }
    }

    @Override
    public float dot(float[] left, int from, float[] right, int count) {
        float total = 0;
        for (int first = 0; first < BLOCK; first += Lanes.COUNT) {
            FloatVector sums = FloatVector.zero(Lanes.SPECIES);
            for (int i = first; i < count; i += BLOCK) {
                FloatVector factors = FloatVector.fromArray(Lanes.SPECIES, left, from + i);
                sums = factors.fma(FloatVector.fromArray(Lanes.SPECIES, right, i), sums);
            }
            for (float sum : sums.toArray()) {
                total += sum;
            }
        }
        return total;
    }

    /** The run of that number among those whose sums are asked for. */
    static void add(TapPart part, int base, Addends addends, int run, float[] sums) {
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
        float[] map = part.map();
        int[] offsets = part.offsets();
        float[] weights = part.weights();
        int to = part.to();
        int weight = part.at();
        for (int tap = part.from(); tap < to; tap++) {
            int pixel = base + offsets[tap];
            FloatVector left = FloatVector.fromArray(Lanes.SPECIES, weights, weight);
            FloatVector right = FloatVector.fromArray(Lanes.SPECIES, weights, weight + Lanes.COUNT);
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel]);
            left0 = factor.fma(left, left0);
            right0 = factor.fma(right, right0);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + BLOCK]);
            left1 = factor.fma(left, left1);
            right1 = factor.fma(right, right1);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + 2 * BLOCK]);
            left2 = factor.fma(left, left2);
            right2 = factor.fma(right, right2);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + 3 * BLOCK]);
            left3 = factor.fma(left, left3);
            right3 = factor.fma(right, right3);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + 4 * BLOCK]);
            left4 = factor.fma(left, left4);
            right4 = factor.fma(right, right4);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + 5 * BLOCK]);
            left5 = factor.fma(left, left5);
            right5 = factor.fma(right, right5);
            factor = FloatVector.broadcast(Lanes.SPECIES, map[pixel + 6 * BLOCK]);
            left6 = factor.fma(left, left6);
            right6 = factor.fma(right, right6);
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
    }
}
