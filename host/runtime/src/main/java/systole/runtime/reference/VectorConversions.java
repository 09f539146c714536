package systole.runtime.reference;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import systole.quant.QuantisedOperator.Addition;
import systole.quant.Requantisation;

/**
 * Conversions in vector registers: the JIT compiler does not vectorise loops between bytes and floats. No method here returns a vector: where the
 * compiler does not inline one, each vector becomes an object, and the method takes three times as long.
 */
final class VectorConversions implements Conversions {
    private static final VectorSpecies<Float> FLOATS = VectorPanelKernel.FLOATS;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = VectorPanelKernel.LANES;
    /** As many bytes as there are lanes, or the fewest that a vector has. */
    private static final VectorSpecies<Byte> BYTES = LANES == ByteVector.SPECIES_128.length() ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
    /** Bytes that one load reaches when columns are packed. */
    private static final int REACH = 2 * LANES;
    private static final VectorSpecies<Byte> REACHED = VectorSpecies.of(byte.class, VectorShape.forBitSize(REACH * Byte.SIZE));
    /** Float32 has no digits behind the point there, so that adding it rounds to nearest even. */
    private static final float ROUNDING = 0x1.8p23f;
    /** So many products of 128 and 255 stay below 2^24. */
    private static final int EXACT_PRODUCTS = 512;
    /** Scaled sums beyond are clamped, whatever the zero point is. */
    private static final float ALL_CLAMPED = 512;
    /** Scaled sums of 1 beyond would leave the range that rounding by addition has. */
    private static final float LARGEST_SCALE = 0x1p20f;

    @Override
    public void toFloats(byte[] integers, int from, int count, float[] floats) {
        for (int i = 0; i < count; i += LANES) {
            ByteVector bytes = ByteVector.fromArray(BYTES, integers, from + i);
            bytes.convertShape(VectorOperators.B2F, FLOATS, 0).reinterpretAsFloats().intoArray(floats, i);
        }
    }

    /** A vector of columns at a time, down all rows: they lie alike in each, near enough to each other for one load, unless kernels are very wide. */
    @Override
    public void pack(GatheredMatrix matrix, IntegerMatrixProduct.Panel panel, float[] panels, int to) {
        byte[] places = new byte[REACH];
        for (int column = 0; column < panel.columns(); column += LANES) {
            int first = matrix.columns()[panel.firstColumn() + column];
            int last = matrix.columns()[panel.firstColumn() + column + LANES - 1];
            if (last - first < REACH) {
                for (int i = 0; i < LANES; i++) {
                    places[i] = (byte) (matrix.columns()[panel.firstColumn() + column + i] - first);
                }
                packNear(matrix, panel, first, places, panels, to + column);
            } else {
                packFar(matrix, panel, column, panels, to + column);
            }
        }
    }

    private static void packNear(
            GatheredMatrix matrix, IntegerMatrixProduct.Panel panel, int first, byte[] places, float[] panels, int to) {
        ByteVector chosen = ByteVector.fromArray(REACHED, places, 0);
        byte[] values = matrix.values();
        int[] rows = matrix.rows();
        int from = matrix.from() + first;
        float zeroPoint = matrix.zeroPoint();
        for (int row = 0; row < panel.rows(); row++) {
            ByteVector bytes = ByteVector.fromArray(REACHED, values, from + rows[panel.firstRow() + row]);
            FloatVector floats = (FloatVector) chosen.selectFrom(bytes).convertShape(VectorOperators.B2F, FLOATS, 0);
            floats.sub(zeroPoint).intoArray(panels, to + row * panel.columns());
        }
    }

    private static void packFar(GatheredMatrix matrix, IntegerMatrixProduct.Panel panel, int firstColumn, float[] panels, int to) {
        for (int row = 0; row < panel.rows(); row++) {
            int from = matrix.from() + matrix.rows()[panel.firstRow() + row];
            for (int i = 0; i < LANES; i++) {
                int column = matrix.columns()[panel.firstColumn() + firstColumn + i];
                panels[to + row * panel.columns() + i] = matrix.values()[from + column] - matrix.zeroPoint();
            }
        }
    }

    /**
     * In integers wherever they do the same as floats in fewer instructions. Sums so large that they are clamped anyway are cut first, so that what
     * is rounded is small; then the last bits of itself and 1.5 * 2^23 are the rounded number.
     */
    @Override
    public void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count) {
        float scale = requantisation.scale()[channel];
        int vectors = requantisation.lookup().isEmpty() && scale < LARGEST_SCALE ? byVectors(count) : 0;
        int bias = requantisation.bias()[channel];
        int largest = (int) Math.ceil(ALL_CLAMPED / scale);
        int offset = requantisation.zeroPoint() - Float.floatToRawIntBits(ROUNDING);
        for (int i = 0; i < vectors; i += LANES) {
            IntVector cut = IntVector.fromArray(INTS, sums, from + i).add(bias).min(largest).max(-largest);
            FloatVector scaled = ((FloatVector) cut.convertShape(VectorOperators.I2F, FLOATS, 0)).mul(scale);
            IntVector rounded = scaled.add(ROUNDING).reinterpretAsInts().add(offset);
            IntVector clamped = rounded.min(requantisation.clampHigh()).max(requantisation.clampLow());
            ((ByteVector) clamped.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(results, to + i);
        }
        requantisation.apply(channel, sums, from + vectors, results, to + vectors, count - vectors);
    }

    @Override
    public void sum(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint, byte[] results) {
        int vectors = byVectors(results.length);
        int shift = addition.shift();
        int below = (1 << shift) - 1;
        int almostHalf = (1 << (shift - 1)) - 1;
        for (int i = 0; i < vectors; i += LANES) {
            IntVector lefts = (IntVector) ByteVector.fromArray(BYTES, left, i).convertShape(VectorOperators.B2I, INTS, 0);
            IntVector rights = (IntVector) ByteVector.fromArray(BYTES, right, i).convertShape(VectorOperators.B2I, INTS, 0);
            IntVector sum = lefts.sub(leftZeroPoint).mul(addition.leftMultiplier()).add(rights.sub(rightZeroPoint).mul(addition.rightMultiplier()));
            IntVector floor = sum.lanewise(VectorOperators.ASHR, shift).add(addition.zeroPoint());
            IntVector carry = sum.and(below).add(almostHalf).add(floor.and(1)).lanewise(VectorOperators.LSHR, shift);
            IntVector clamped = floor.add(carry).min(addition.clampHigh()).max(addition.clampLow());
            ((ByteVector) clamped.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(results, i);
        }
        for (int i = vectors; i < results.length; i++) {
            results[i] = addition.apply(left[i] - leftZeroPoint, right[i] - rightZeroPoint);
        }
    }

    /** Four sums at once, so that none has to wait for the one before; they stay exact for 512 products in each lane. */
    @Override
    public int dot(byte[] left, int from, int count, float[] right) {
        int step = 4 * LANES;
        int vectors = count - count % step;
        int sum = 0;
        for (int block = 0; block < vectors; block += EXACT_PRODUCTS * step) {
            int end = Math.min(vectors, block + EXACT_PRODUCTS * step);
            FloatVector sum0 = FloatVector.zero(FLOATS);
            FloatVector sum1 = sum0;
            FloatVector sum2 = sum0;
            FloatVector sum3 = sum0;
            for (int i = block; i < end; i += step) {
                ByteVector left0 = ByteVector.fromArray(BYTES, left, from + i);
                ByteVector left1 = ByteVector.fromArray(BYTES, left, from + i + LANES);
                ByteVector left2 = ByteVector.fromArray(BYTES, left, from + i + 2 * LANES);
                ByteVector left3 = ByteVector.fromArray(BYTES, left, from + i + 3 * LANES);
                sum0 = FloatVector.fromArray(FLOATS, right, i).fma(left0.convertShape(VectorOperators.B2F, FLOATS, 0), sum0);
                sum1 = FloatVector.fromArray(FLOATS, right, i + LANES).fma(left1.convertShape(VectorOperators.B2F, FLOATS, 0), sum1);
                sum2 = FloatVector.fromArray(FLOATS, right, i + 2 * LANES).fma(left2.convertShape(VectorOperators.B2F, FLOATS, 0), sum2);
                sum3 = FloatVector.fromArray(FLOATS, right, i + 3 * LANES).fma(left3.convertShape(VectorOperators.B2F, FLOATS, 0), sum3);
            }
            IntVector sums = (IntVector) sum0.convertShape(VectorOperators.F2I, INTS, 0);
            sums = sums.add(sum1.convertShape(VectorOperators.F2I, INTS, 0)).add(sum2.convertShape(VectorOperators.F2I, INTS, 0));
            sum += sums.add(sum3.convertShape(VectorOperators.F2I, INTS, 0)).reduceLanes(VectorOperators.ADD);
        }
        for (int i = vectors; i < count; i++) {
            sum += left[from + i] * (int) right[i];
        }
        return sum;
    }

    /** How many of so many elements fill vectors whose results can be stored. */
    private static int byVectors(int count) {
        return BYTES.length() == LANES ? count - count % LANES : 0;
    }

    @Override
    public void toIntegers(float[] floats, int from, int[] integers, int to, int count) {
        for (int i = 0; i < count; i += LANES) {
            IntVector converted = (IntVector) FloatVector.fromArray(FLOATS, floats, from + i).convertShape(VectorOperators.F2I, INTS, 0);
            converted.intoArray(integers, to + i);
        }
    }

    @Override
    public void addIntegers(float[] floats, int from, int[] integers, int to, int count) {
        for (int i = 0; i < count; i += LANES) {
            IntVector sums = IntVector.fromArray(INTS, integers, to + i);
            sums.add(FloatVector.fromArray(FLOATS, floats, from + i).convertShape(VectorOperators.F2I, INTS, 0)).intoArray(integers, to + i);
        }
    }
}
