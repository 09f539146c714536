package systole.fpga;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many cells and modules of each kind each module holds, read from the text of Yosys' command {@code stat}: its JSON is not valid in
 * version 0.23.
 *
 * @param byModule kinds and counts, by module
 */
record CellCounts(Map<String, Map<String, Long>> byModule) {
    private static final Pattern MODULE = Pattern.compile("=== (\\S+) ===");
    /** A kind and its count. */
    private static final Pattern CELLS = Pattern.compile("\\s+([$\\w]+)\\s+(\\d+)");
    /** Above the sums over all modules. */
    private static final String HIERARCHY = "=== design hierarchy ===";

    /** Reads what {@code stat} printed. */
    static CellCounts of(String text) {
        Map<String, Map<String, Long>> byModule = new LinkedHashMap<>();
        Optional<Map<String, Long>> current = Optional.empty();
        for (String line : text.lines().takeWhile(line -> !line.contains(HIERARCHY)).toList()) {
            Matcher module = MODULE.matcher(line);
            Matcher cells = CELLS.matcher(line);
            if (module.find()) {
                Map<String, Long> counts = new TreeMap<>();
                byModule.put(module.group(1), counts);
                current = Optional.of(counts);
            } else if (current.isPresent() && cells.matches()) {
                current.get().put(cells.group(1), Long.valueOf(cells.group(2)));
            }
        }
        return new CellCounts(byModule);
    }

    /** How often each module is there below and including the top; throws {@link FpgaToolException} where the text told nothing of the top. */
    Map<String, Long> instances(String top) {
        if (!byModule.containsKey(top)) {
            throw new FpgaToolException("what Yosys' stat printed has no module %s; its version 0.23 is known to be understood".formatted(top));
        }
        Map<String, Long> instances = new TreeMap<>();
        count(top, 1, instances);
        return instances;
    }

    private void count(String module, long copies, Map<String, Long> instances) {
        instances.merge(module, copies, Long::sum);
        byModule.get(module).forEach((kind, number) -> {
            if (byModule.containsKey(kind)) {
                count(kind, copies * number, instances);
            }
        });
    }
}
