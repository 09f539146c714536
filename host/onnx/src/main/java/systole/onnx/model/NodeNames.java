package systole.onnx.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names of a graph's nodes: what a file calls alike is told apart by a number. */
final class NodeNames {
    private final Set<String> given = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The name, or {@code name.2}, {@code name.3} and so on where it is taken. */
    String unique(String name) {
        String unique = name;
        while (!given.add(unique)) {
            unique = "%s.%d".formatted(name, numbers.merge(name, 1, Integer::sum) + 1);
        }
        return unique;
    }
}
