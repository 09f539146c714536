package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The weight tiles of one EXECUTE: a box of kernel rows, kernel columns and input blocks, in this order.
 *
 * @param rows kernel rows
 * @param columns kernel columns; chunks of N bytes of a kernel row where the input is folded
 * @param blocks input blocks
 */
record Chunk(Extent rows, Extent columns, Extent blocks) {
    /** Indices from first to before end. */
    record Extent(int first, int end) {
        int size() {
            return end - first;
        }

        void forEach(IntConsumer action) {
            IntStream.range(first, end).forEach(action);
        }

        /** What lies in both; of no or negative size where nothing does. */
        Extent intersection(Extent other) {
            return new Extent(Math.max(first, other.first), Math.min(end, other.end));
        }

        /** Nearly equal pieces of at most that size; none of nothing. */
        List<Extent> cut(int maximum) {
            int count = Math.ceilDiv(size(), maximum);
            List<Extent> pieces = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pieces.add(new Extent(first + (int) ((long) size() * i / count), first + (int) ((long) size() * (i + 1) / count)));
            }
            return pieces;
        }
    }

    int tiles() {
        return rows.size() * columns.size() * blocks.size();
    }

    /** Whether this one is executed before all others of the box. */
    boolean begins(Chunk box) {
        return rows.first == box.rows.first && columns.first == box.columns.first && blocks.first == box.blocks.first;
    }

    /** Whether this one is executed behind all others of the box. */
    boolean ends(Chunk box) {
        return rows.end == box.rows.end && columns.end == box.columns.end && blocks.end == box.blocks.end;
    }

    /** Boxes of at most that many weight tiles, in execution order. */
    List<Chunk> cut(int maximumTiles) {
        List<Chunk> pieces = new ArrayList<>();
        for (Extent kernelRows : rows.cut(Math.max(1, maximumTiles / (columns.size() * blocks.size())))) {
            for (Extent kernelColumns : columns.cut(Math.max(1, maximumTiles / blocks.size()))) {
                for (Extent inputs : blocks.cut(maximumTiles)) {
                    pieces.add(new Chunk(kernelRows, kernelColumns, inputs));
                }
            }
        }
        return pieces;
    }
}
