package systole.runtime.reference;

/**
 * The innermost part of a matrix product: L P, for a few rows of a left matrix and a panel of the right one. The elements
 * are integers held as float32, small enough and few enough that every partial sum of a product stays below 2^24: so float32
 * arithmetic is exact in any order, and multiplies and adds sixteen at a time where the int instructions are slower.
 */
interface PanelKernel {
    /** Rows of the left matrix that one call takes. */
    int rows();

    /** Columns of a panel. */
    int columns();

    /** What takes as many rows and the narrowest panels, for columns that remain. */
    PanelKernel narrow();

    /**
     * Writes {@link #rows} rows of products. They are floats still: conversions in a method as long as a kernel end up as calls.
     *
     * @param left depth times an element of each row, from {@code leftAt} on
     * @param panels depth rows of {@link #columns()} elements each, from {@code panelAt} on
     * @param products rows that begin {@code pitch} elements apart, from {@code productsAt} on
     */
    void multiply(int depth, float[] left, int leftAt, float[] panels, int panelAt, float[] products, int productsAt, int pitch);

    /** The fastest one for a left matrix of that many rows: the Vector API's where the JVM was started with its module, else the plain one. */
    static PanelKernel fastest(int rows) {
        if (!Conversions.HAVE_VECTORS) {
            return new PlainPanelKernel();
        }
        boolean wide = VectorPanelKernel.LANES == WideVectorPanelKernel.LANES_OF_32_REGISTERS && rows > VectorPanelKernel.ROWS;
        return wide ? new WideVectorPanelKernel() : new VectorPanelKernel();
    }
}
