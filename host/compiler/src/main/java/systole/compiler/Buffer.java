package systole.compiler;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Rows of an on-chip memory that steps share: claimed and filled before the first of them, given back after the last. Parts of the
 * rows may be buffers of their own, each filled before the first step that uses it; all are given back together.
 */
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

    /** What the parts share. */
    private static final class Rows {
        private final Claim claim;
        private OptionalInt first = OptionalInt.empty();
        private int users;

        Rows(Claim claim) {
            this.claim = claim;
        }

        boolean acquire() {
            if (first.isEmpty()) {
                first = claim.memory.allocate(claim.rows, claim.from, claim.to);
            }
            return first.isPresent();
        }
    }

    private final Rows rows;
    private final BooleanSupplier fillable;
    private final IntConsumer fill;
    private boolean filled;

    /**
     * A buffer that no memory is claimed for yet.
     *
     * @param claim its rows
     * @param fillable whether what fills it has been dispatched: a load may not stand before the store that it reads
     * @param fill emits what fills it, given its first row
     */
    Buffer(Claim claim, BooleanSupplier fillable, IntConsumer fill) {
        this(new Rows(claim), fillable, fill);
    }

    private Buffer(Rows rows, BooleanSupplier fillable, IntConsumer fill) {
        this.rows = rows;
        this.fillable = fillable;
        this.fill = fill;
    }

    /** Another part of the same rows; {@code fill} is given the first row of all. */
    Buffer part(BooleanSupplier partFillable, IntConsumer partFill) {
        return new Buffer(rows, partFillable, partFill);
    }

    /** A buffer that its user fills. */
    static Buffer unfilled(Claim claim) {
        return new Buffer(claim, () -> true, row -> { });
    }

    void addUser() {
        rows.users++;
    }

    /** Claims the rows and fills the buffer unless that is done; false while memory is not free or its source not stored. */
    boolean acquire() {
        if (!filled && fillable.getAsBoolean() && rows.acquire()) {
            filled = true;
            fill.accept(row());
        }
        return filled;
    }

    /** The first row of an acquired buffer, or of all its parts. */
    int row() {
        return rows.first.orElseThrow();
    }

    /** One user is done; the last one gives the rows back. */
    void release() {
        rows.users--;
        if (rows.users == 0) {
            rows.claim.memory.release(row());
        }
    }
}
