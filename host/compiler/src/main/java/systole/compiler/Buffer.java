package systole.compiler;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Rows of an on-chip memory that steps share: claimed and filled before the first of them, given back after the last. */
final class Buffer {
    /**
     * What a buffer needs of its memory.
     *
     * @param memory where
     * @param rows how many
     * @param from first row that it may take
     * @param to the row behind the last that it may take
     */
    record Claim(OnChipMemory memory, int rows, int from, int to) {
    }

    private final Claim claim;
    private final BooleanSupplier fillable;
    private final IntConsumer fill;
    private OptionalInt row = OptionalInt.empty();
    private int users;

    /**
     * A buffer that no memory is claimed for yet.
     *
     * @param claim its rows
     * @param fillable whether what fills it has been dispatched: a load may not stand before the store that it reads
     * @param fill emits what fills it, given its first row
     */
    Buffer(Claim claim, BooleanSupplier fillable, IntConsumer fill) {
        this.claim = claim;
        this.fillable = fillable;
        this.fill = fill;
    }

    /** A buffer that its user fills. */
    static Buffer unfilled(Claim claim) {
        return new Buffer(claim, () -> true, row -> { });
    }

    void addUser() {
        users++;
    }

    /** Claims and fills the buffer unless that is done; false while memory is not free or its source not stored. */
    boolean acquire() {
        if (row.isEmpty() && fillable.getAsBoolean()) {
            row = claim.memory().allocate(claim.rows(), claim.from(), claim.to());
            row.ifPresent(fill);
        }
        return row.isPresent();
    }

    /** The first row of an acquired buffer. */
    int row() {
        return row.orElseThrow();
    }

    /** One user is done; the last one gives the rows back. */
    void release() {
        users--;
        if (users == 0) {
            claim.memory().release(row());
        }
    }
}
