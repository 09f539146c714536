package systole.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine, for those kernels only that run where the Vector API is there. There are no methods around FloatVector's own here: in
 * a method as long as a kernel the JIT compiler stops inlining all but the JDK's, and a single call makes it ten times as slow.
 */
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
}
