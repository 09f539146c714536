package systole.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine, for those kernels only that run where the Vector API is there. */
final class Lanes {
    /** The widest. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Floats in one. */
    static final int COUNT = SPECIES.length();

    private Lanes() {
    }

    /** Whether there are 32 vector registers, which come with 512 bits. */
    static boolean areWide() {
        return COUNT >= 16;
    }

    static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(SPECIES, values, offset);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
