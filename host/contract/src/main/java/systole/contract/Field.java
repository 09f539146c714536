package systole.contract;

/** A bit field of a 512-bit descriptor. Bit 0 is the least significant bit of byte 0; bytes are little-endian. */
public interface Field {
    /** The constant's name, {@code UPPER_SNAKE_CASE}. */
    String name();

    /** Width in bits, 1 to 32. */
    int width();

    /** Whether the value is two's complement. */
    boolean signed();

    /** One sentence: meaning and unit. */
    String description();

    /** The first bit's position in the descriptor. */
    int offset();

    /** The smallest value the field holds. */
    default long minimum() {
        return signed() ? -(1L << (width() - 1)) : 0;
    }

    /** The largest value the field holds. */
    default long maximum() {
        return (1L << (signed() ? width() - 1 : width())) - 1;
    }

    /** The first bits' positions of fields that lie one behind the other, from bit {@code base} on. */
    static int[] offsets(Field[] fields, int base) {
        int[] offsets = new int[fields.length];
        int offset = base;
        for (int i = 0; i < fields.length; i++) {
            offsets[i] = offset;
            offset += fields[i].width();
        }
        return offsets;
    }
}
