package systole.quant;

/**
 * Rows or columns that an area of a map covers: first, first + step, and so on below end.
 *
 * @param first at least 0
 * @param end at least first, where it covers nothing
 * @param step at least 1
 */
public record Interval(int first, int end, int step) {
    public Interval {
        if (first < 0 || end < first || step < 1) {
            throw new IllegalArgumentException("an interval needs 0 <= first <= end and a step of at least 1, not %d to %d by %d"
                    .formatted(first, end, step));
        }
    }

    /** How many rows or columns it covers. */
    public int count() {
        return Math.ceilDiv(end - first, step);
    }
}
