package systole.runtime.reference;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import systole.quant.Requantisation;

/** Conversions in vector registers: the JIT compiler does not vectorise loops between bytes and floats. */
final class VectorConversions implements Conversions {
    private static final VectorSpecies<Float> FLOATS = VectorPanelKernel.FLOATS;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = VectorPanelKernel.LANES;
    /** As many bytes as there are lanes, or the fewest that a vector has. */
    private static final VectorSpecies<Byte> BYTES = LANES == ByteVector.SPECIES_128.length() ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
    /** Float32 has no digits behind the point there, so that adding it rounds to nearest even. */
    private static final float ROUNDING = 0x1.8p23f;

    @Override
    public void toFloats(byte[] integers, int from, int count, float zeroPoint, float[] floats, int to) {
        for (int i = 0; i < count; i += LANES) {
            ByteVector bytes = ByteVector.fromArray(BYTES, integers, from + i);
            ((FloatVector) bytes.convertShape(VectorOperators.B2F, FLOATS, 0)).sub(zeroPoint).intoArray(floats, to + i);
        }
    }

    @Override
    public void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count) {
        boolean byVectors = BYTES.length() == LANES && requantisation.lookup().isEmpty();
        int vectors = byVectors ? count - count % LANES : 0;
        int bias = requantisation.bias()[channel];
        float scale = requantisation.scale()[channel];
        float low = requantisation.clampLow() - requantisation.zeroPoint();
        float high = requantisation.clampHigh() - requantisation.zeroPoint();
        for (int i = 0; i < vectors; i += LANES) {
            IntVector biased = IntVector.fromArray(INTS, sums, from + i).add(bias);
            FloatVector scaled = ((FloatVector) biased.convertShape(VectorOperators.I2F, FLOATS, 0)).mul(scale);
            FloatVector rounded = scaled.max(low).min(high).add(ROUNDING).sub(ROUNDING);
            IntVector result = ((IntVector) rounded.convertShape(VectorOperators.F2I, INTS, 0)).add(requantisation.zeroPoint());
            ((ByteVector) result.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(results, to + i);
        }
        requantisation.apply(channel, sums, from + vectors, results, to + vectors, count - vectors);
    }
}
