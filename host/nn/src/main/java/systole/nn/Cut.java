package systole.nn;

/**
 * A range cut into about equal parts of whole units.
 *
 * @param extent length of the range, at least 1
 * @param unit what parts are multiples of, but for the last
 * @param parts how many, at most the units
 */
record Cut(int extent, int unit, int parts) {
    /** Into the wanted number of parts, or as many as there are units. */
    static Cut of(int extent, int unit, int wanted) {
        return new Cut(extent, unit, Math.clamp(wanted, 1, Math.ceilDiv(extent, unit)));
    }

    int from(int part) {
        return (int) Math.min(extent, (long) Math.ceilDiv(extent, unit) * part / parts * unit);
    }

    int to(int part) {
        return from(part + 1);
    }
}
