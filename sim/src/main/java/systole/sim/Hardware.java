package systole.sim;

import java.nio.file.Path;
import java.util.List;

/**
 * What a simulator is made of.
 *
 * @param elaborator writes the SystemVerilog
 * @param sources class folders, jars or files that decide what the elaborator writes: while their bytes stay the same, it need
 *     not run again
 */
public record Hardware(Elaborator elaborator, List<Path> sources) {
    public Hardware {
        sources = List.copyOf(sources);
    }
}
