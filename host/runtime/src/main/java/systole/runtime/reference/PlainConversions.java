package systole.runtime.reference;

import systole.quant.Requantisation;

/** Conversions one element at a time. */
final class PlainConversions implements Conversions {
    @Override
    public void toFloats(byte[] integers, int from, int count, float zeroPoint, float[] floats, int to) {
        for (int i = 0; i < count; i++) {
            floats[to + i] = integers[from + i] - zeroPoint;
        }
    }

    @Override
    public void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count) {
        requantisation.apply(channel, sums, from, results, to, count);
    }
}
