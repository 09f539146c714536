package systole.graph;

/**
 * How much of the network's input an element of a tensor depends on, in rows and in columns (the arithmetic of Araujo, Norris and Sim, 2019,
 * "Computing receptive fields of convolutional neural networks"). {@link InputArea} tells which part it is.
 *
 * @param rows from the first to the last that is read
 * @param columns likewise
 */
public record ReceptiveField(Span rows, Span columns) {
    /**
     * One direction.
     *
     * @param size pixels that an element sees, padding included, so that it may be more than there are; the largest where elements differ
     * @param jump pixels from where an element looks to where the next one does; 0 where all see the same
     */
    public record Span(int size, double jump) {
        static final Span PIXEL = new Span(1, 1);

        /** What is seen through a window over so many elements. */
        Span through(int span, int stride) {
            return new Span(wider(span - 1), jump * stride);
        }

        /** What a transposed window sees: every stride-th tap of it meets an element. */
        Span throughTransposed(int span, int stride) {
            return new Span(wider(Math.ceilDiv(span, stride) - 1), jump / stride);
        }

        /** What areas see that share so many elements evenly. */
        Span shared(int elements, int areas) {
            int largest = Math.ceilDiv(elements, areas) + (elements % areas == 0 ? 0 : 1);
            return new Span(wider(Math.min(largest, elements) - 1), areas == 1 ? 0 : jump * elements / areas);
        }

        /** The wider of two. */
        Span and(Span other) {
            return new Span(Math.max(size, other.size), Math.max(jump, other.jump));
        }

        private int wider(int elements) {
            return (int) Math.ceil(size + elements * jump);
        }
    }

    static final ReceptiveField PIXEL = new ReceptiveField(Span.PIXEL, Span.PIXEL);

    ReceptiveField through(Window window) {
        return new ReceptiveField(rows.through(window.spanHeight(), window.strideY()), columns.through(window.spanWidth(), window.strideX()));
    }

    ReceptiveField throughTransposed(Window window) {
        return new ReceptiveField(rows.throughTransposed(window.spanHeight(), window.strideY()),
                columns.throughTransposed(window.spanWidth(), window.strideX()));
    }

    ReceptiveField shared(Shape map, int height, int width) {
        return new ReceptiveField(rows.shared(map.height(), height), columns.shared(map.width(), width));
    }

    /** Of one that reads a whole map. Vectors and matrices have no place on the input left: each element stands for all that they were made of. */
    ReceptiveField whole(Shape read) {
        return read.isMap() ? shared(read, 1, 1) : this;
    }

    /** Where branches meet: in each direction the wider of the two. */
    ReceptiveField and(ReceptiveField other) {
        return new ReceptiveField(rows.and(other.rows), columns.and(other.columns));
    }

    /** {@code 67} for 67 x 67 pixels, {@code 1x9} for 9 pixels of one row. */
    @Override
    public String toString() {
        return rows.size == columns.size ? String.valueOf(rows.size) : rows.size + "x" + columns.size;
    }
}
