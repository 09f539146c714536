package systole.runtime.reference;

import systole.quant.QuantisedOperator.Addition;
import systole.quant.Requantisation;

/** Conversions one element at a time. */
final class PlainConversions implements Conversions {
    @Override
    public void toFloats(byte[] integers, int from, int count, float[] floats) {
        for (int i = 0; i < count; i++) {
            floats[i] = integers[from + i];
        }
    }

    @Override
    public void pack(GatheredMatrix matrix, IntegerMatrixProduct.Panel panel, float[] panels, int to) {
        for (int row = 0; row < panel.rows(); row++) {
            int from = matrix.from() + matrix.rows()[panel.firstRow() + row];
            for (int column = 0; column < panel.columns(); column++) {
                panels[to + row * panel.columns() + column] =
                        matrix.values()[from + matrix.columns()[panel.firstColumn() + column]] - matrix.zeroPoint();
            }
        }
    }

    @Override
    public void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count) {
        requantisation.apply(channel, sums, from, results, to, count);
    }

    @Override
    public void sum(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint, byte[] results) {
        int leftMultiplier = addition.leftMultiplier();
        int rightMultiplier = addition.rightMultiplier();
        int shift = addition.shift();
        int zeroPoint = addition.zeroPoint();
        int low = addition.clampLow();
        int high = addition.clampHigh();
        int below = (1 << shift) - 1;
        int almostHalf = (1 << (shift - 1)) - 1;
        for (int i = 0; i < results.length; i++) {
            int sum = (left[i] - leftZeroPoint) * leftMultiplier + (right[i] - rightZeroPoint) * rightMultiplier;
            int floor = (sum >> shift) + zeroPoint;
            int rounded = floor + (((sum & below) + almostHalf + (floor & 1)) >>> shift);
            results[i] = (byte) Math.max(low, Math.min(high, rounded));
        }
    }

    @Override
    public int dot(byte[] left, int from, int count, float[] right) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += left[from + i] * (int) right[i];
        }
        return sum;
    }

    @Override
    public void toIntegers(float[] floats, int from, int[] integers, int to, int count) {
        for (int i = 0; i < count; i++) {
            integers[to + i] = (int) floats[from + i];
        }
    }

    @Override
    public void addIntegers(float[] floats, int from, int[] integers, int to, int count) {
        for (int i = 0; i < count; i++) {
            integers[to + i] += (int) floats[from + i];
        }
    }
}
