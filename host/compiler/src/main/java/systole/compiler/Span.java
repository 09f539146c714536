package systole.compiler;

/**
 * A range of one memory.
 *
 * @param space the memory
 * @param from first address
 * @param to the address behind the last
 */
record Span(Space space, long from, long to) {
    boolean overlaps(Span other) {
        return space == other.space && from < other.to && other.from < to;
    }
}
