package systole.compiler;

import java.util.ArrayList;
import java.util.List;

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

        /** Nearly equal pieces of at most that size. */
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
