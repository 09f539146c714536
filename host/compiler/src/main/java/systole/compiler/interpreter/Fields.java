package systole.compiler.interpreter;

import systole.contract.Descriptor;
import systole.contract.Field;

/** The body of one descriptor, decoded once: the loops over a tile read their fields again and again. */
final class Fields<F extends Enum<F> & Field> {
    private final long[] values;

    /** @param fields all fields of the descriptor's body, in declaration order */
    Fields(Descriptor descriptor, F[] fields) {
        values = new long[fields.length];
        for (F field : fields) {
            values[field.ordinal()] = descriptor.get(field);
        }
    }

    long get(F field) {
        return values[field.ordinal()];
    }

    /** As {@link #get}, for the fields that an int holds. */
    int getInt(F field) {
        return Math.toIntExact(get(field));
    }
}
