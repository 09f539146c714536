package systole.compiler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Which buffer, or buffers, hold a piece of data for the steps now planned. A piece that has left the cache is loaded again, into
 * another buffer: with a capacity of 1 data stream, without a limit they stay for as long as the layer lasts.
 */
final class BufferCache<K, B> {
    private final int capacity;
    private final Map<K, B> buffers = new LinkedHashMap<>();

    private BufferCache(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps only the piece used last. */
    static <K, B> BufferCache<K, B> streaming() {
        return new BufferCache<>(1);
    }

    /** Keeps every piece. */
    static <K, B> BufferCache<K, B> keeping() {
        return new BufferCache<>(Integer.MAX_VALUE);
    }

    B get(K piece, Function<K, B> create) {
        B buffer = buffers.computeIfAbsent(piece, create);
        if (buffers.size() > capacity) {
            buffers.remove(buffers.keySet().iterator().next());
        }
        return buffer;
    }
}
