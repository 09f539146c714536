package systole.fpga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import systole.runtime.fpga.Resources;
import systole.runtime.fpga.SynthesisReport.ModuleResources;

/**
 * What Yosys made of a design.
 *
 * @param modules each module's own cells
 * @param total of all instances
 * @param problems what the checks complain of
 */
record Netlist(List<ModuleResources> modules, Resources total, List<String> problems) {
    /** Reads the texts of Yosys' commands {@code stat} and {@code check}. */
    static Netlist read(Path cells, Path checks, String top) throws IOException {
        CellCounts counts = CellCounts.of(Files.readString(cells));
        List<ModuleResources> modules = counts.instances(top).entrySet().stream()
                .map(entry -> new ModuleResources(entry.getKey(), entry.getValue(), own(counts, entry.getKey()))).toList();
        Resources total = modules.stream().map(module -> module.each().times(module.instances())).reduce(Resources.NONE, Resources::plus);
        List<String> problems = Files.readString(checks).lines().filter(line -> line.startsWith("Warning:")).toList();
        return new Netlist(modules, total, problems);
    }

    private static Resources own(CellCounts counts, String module) {
        Map<String, Long> cells = counts.byModule().get(module);
        return cells.entrySet().stream().filter(entry -> !counts.byModule().containsKey(entry.getKey()))
                .map(entry -> CellTable.of(entry.getKey()).times(entry.getValue())).reduce(Resources.NONE, Resources::plus);
    }
}
