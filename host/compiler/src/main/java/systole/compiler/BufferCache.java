package systole.compiler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which buffer, or buffers, hold a piece of data for the steps now planned. The pieces that came first leave the cache when those that
 * came later fill it; a piece that has left is loaded again, into another buffer.
 */
final class BufferCache<K, B> {
    private final long capacity;
    private final ToLongFunction<K> size;
    private final Map<K, B> buffers = new LinkedHashMap<>();
    private long filled;

    private BufferCache(long capacity, ToLongFunction<K> size) {
        this.capacity = capacity;
        this.size = size;
    }

    /** Keeps only the piece used last. */
    static <K, B> BufferCache<K, B> streaming() {
        return new BufferCache<>(1, piece -> 1);
    }

    /** Keeps pieces of that size together, and always the latest one. */
    static <K, B> BufferCache<K, B> keeping(long capacity, ToLongFunction<K> size) {
        return new BufferCache<>(capacity, size);
    }

    B get(K piece, Function<K, B> create) {
        B buffer = buffers.get(piece);
        if (buffer == null) {
            buffer = create.apply(piece);
            buffers.put(piece, buffer);
            filled += size.applyAsLong(piece);
        }
        while (filled > capacity && buffers.size() > 1) {
            K first = buffers.keySet().iterator().next();
            buffers.remove(first);
            filled -= size.applyAsLong(first);
        }
        return buffer;
    }
}
