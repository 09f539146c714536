package systole.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Arrays for tensors of one layout after the other: what one no longer needs, the next of the same layout takes, so that a border stays 0. */
final class Buffers {
    private final Map<Object, Deque<float[]>> free = new HashMap<>();

    /** An array for a map in blocks. */
    float[] take(BlockedMap map) {
        return take(map, map.size());
    }

    /** An array of that many elements, in any order. */
    float[] take(int size) {
        return take(size, size);
    }

    /** Gives back what was taken for a map. */
    void give(BlockedTensor tensor) {
        free.get(tensor.map()).push(tensor.values());
    }

    /** Gives back what was taken by its size. */
    void give(float[] values) {
        free.get(values.length).push(values);
    }

    private float[] take(Object layout, int size) {
        Deque<float[]> arrays = free.computeIfAbsent(layout, _ -> new ArrayDeque<>());
        return arrays.isEmpty() ? new float[size] : arrays.pop();
    }
}
