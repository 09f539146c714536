package systole.runtime.reference;

import systole.quant.QuantisedOperator.Addition;
import systole.quant.Requantisation;

/** What turns int8 into float32 operands, and sums into int8 results, many at a time. */
interface Conversions {
    /** Whether the JVM was started with the module of the Vector API. */
    boolean HAVE_VECTORS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /** The Vector API's where there is one, else the plain ones. */
    Conversions FASTEST = HAVE_VECTORS ? new VectorConversions() : new PlainConversions();

    /** How many elements more may be read, and by {@link #toFloats} written, than are asked for. */
    int SPILL = 32;

    /**
     * The same integers. Elements behind the last one, up to {@link #SPILL} of them, are overwritten with whatever integers.
     *
     * @param integers int8, from {@code from} on
     * @param floats where results go, from 0 on
     */
    void toFloats(byte[] integers, int from, int count, float[] floats);

    /** A panel of a matrix, less its zero point; see {@link IntegerMatrixProduct.Right#pack}. The panel has as many columns as a kernel takes. */
    void pack(GatheredMatrix matrix, IntegerMatrixProduct.Panel panel, float[] panels, int to);

    /** {@link Requantisation#apply(int, int[], int, byte[], int, int)}. */
    void requantise(Requantisation requantisation, int channel, int[] sums, int from, byte[] results, int to, int count);

    /**
     * {@link Addition#apply} of a whole tensor, for a shift of 1 or more. Within int32, which holds the sum of two products of 9 by 22 bits: what
     * lies below the point rounds up where it and a half, less one if the result would be even, carry.
     */
    void sum(Addition addition, byte[] left, int leftZeroPoint, byte[] right, int rightZeroPoint, byte[] results);

    /**
     * The sum of products of int8 with integers of at most 255 held as float32, in two's complement int32.
     *
     * @param left {@code count} elements from {@code from} on
     * @param right {@code count} elements from 0 on
     */
    int dot(byte[] left, int from, int count, float[] right);

    /**
     * Integers that were held as float32, as int32.
     *
     * @param count a multiple of the columns of a kernel's panel
     */
    void toIntegers(float[] floats, int from, int[] integers, int to, int count);

    /** Adds them likewise to what is there, in two's complement, as the hardware does. */
    void addIntegers(float[] floats, int from, int[] integers, int to, int count);
}
