package systole.runtime.reference;

import systole.quant.Requantisation;

/** What turns rows of int8 into float32 operands, and rows of sums into int8 results. */
interface Conversions {
    /** Whether the JVM was started with the module of the Vector API. */
    boolean HAVE_VECTORS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /** The Vector API's where there is one, else the plain ones. */
    Conversions FASTEST = HAVE_VECTORS ? new VectorConversions() : new PlainConversions();

    /** How many elements more {@link #toFloats} may read and write than it is asked for. */
    int SPILL = 16;

    /**
     * Integers less their zero point. Elements behind the last one, up to {@link #SPILL} of them, are overwritten with whatever integers.
     *
     * @param integers int8, from {@code from} on
     * @param floats where results go, from {@code to} on
     */
    void toFloats(byte[] integers, int from, int count, float zeroPoint, float[] floats, int to);

    /** {@link Requantisation#apply(int, int[], int, byte[], int, int)}. */
    void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count);
}
