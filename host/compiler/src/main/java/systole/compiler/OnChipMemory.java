package systole.compiler;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Hands out rows of an on-chip memory, next fit: new buffers go behind the last one and wrap, so that a buffer's rows rest as
 * long as possible before they are used again. A buffer lives from the dispatch of its load to that of its last reader; that
 * the hardware has finished with it is {@link Hazards}' business.
 */
final class OnChipMemory {
    private final TreeMap<Integer, Integer> live = new TreeMap<>(); // first row -> the row behind the last
    private int cursor;

    /** Rows from {@code from} to before {@code to} that nothing lives in, {@code rows} of them; empty where there are none now. */
    OptionalInt allocate(int rows, int from, int to) {
        int start = Math.clamp(cursor, from, to);
        OptionalInt found = firstFit(rows, start, to);
        if (found.isEmpty()) {
            found = firstFit(rows, from, Math.min(to, start + rows));
        }
        found.ifPresent(row -> {
            live.put(row, row + rows);
            cursor = row + rows;
        });
        return found;
    }

    /** Ends the life of the buffer that begins at that row. */
    void release(int row) {
        if (live.remove(row) == null) {
            throw new IllegalStateException("no buffer begins at row " + row);
        }
    }

    private OptionalInt firstFit(int rows, int from, int to) {
        Map.Entry<Integer, Integer> before = live.lowerEntry(from);
        int candidate = before == null ? from : Math.max(from, before.getValue());
        for (Map.Entry<Integer, Integer> buffer : live.tailMap(from).entrySet()) {
            if (candidate + rows <= buffer.getKey()) {
                break;
            }
            candidate = buffer.getValue();
        }
        return candidate + rows <= to ? OptionalInt.of(candidate) : OptionalInt.empty();
    }
}
