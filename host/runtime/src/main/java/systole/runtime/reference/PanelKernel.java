package systole.runtime.reference;

/**
 * The innermost part of a matrix product: sums += L P, for a few rows of a left matrix and a panel of the right one. The elements
 * are integers held as float32, small enough and few enough that every partial sum of a product stays below 2^24: so float32
 * arithmetic is exact in any order, and multiplies and adds sixteen at a time where the int instructions are slower.
 */
interface PanelKernel {
    /** Rows of the left matrix that one call takes. */
    int ROWS = 6;

    /** Columns of a panel. */
    int columns();

    /**
     * Adds to {@link #ROWS} rows of sums, in two's complement int32.
     *
     * @param left ROWS rows of {@code depth} elements each, from {@code leftAt} on
     * @param panels depth rows of {@link #columns()} elements each, from {@code panelAt} on
     * @param sums rows that begin {@code pitch} elements apart, from {@code sumsAt} on
     */
    void add(int depth, float[] left, int leftAt, float[] panels, int panelAt, int[] sums, int sumsAt, int pitch);

    /** The Vector API's kernel where the JVM was started with its module, else the plain one. */
    static PanelKernel fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorPanelKernel() : new PlainPanelKernel();
    }
}
