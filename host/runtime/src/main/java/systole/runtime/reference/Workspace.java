package systole.runtime.reference;

/** Memory that one product after the other uses, so that nothing of their size is made and cleared for each. It serves one thread at a time. */
final class Workspace {
    private float[] left = new float[0];
    private float[] panels = new float[0];
    private float[] products = new float[0];
    private int[] sums = new int[0];
    private byte[] map = new byte[0];

    /** At least that many elements for a block of a left matrix; whatever was there before. */
    float[] left(int size) {
        if (left.length < size) {
            left = new float[size];
        }
        return left;
    }

    /** Likewise for panels of a right matrix. */
    float[] panels(int size) {
        if (panels.length < size) {
            panels = new float[size];
        }
        return panels;
    }

    /** Likewise for products of two blocks. */
    float[] products(int size) {
        if (products.length < size) {
            products = new float[size];
        }
        return products;
    }

    /** Likewise for sums. */
    int[] sums(int size) {
        if (sums.length < size) {
            sums = new int[size];
        }
        return sums;
    }

    /** Likewise for a padded map. */
    byte[] map(int size) {
        if (map.length < size) {
            map = new byte[size];
        }
        return map;
    }
}
