package systole.sim;

import java.nio.file.Path;
import systole.contract.Configuration;

/** Turns a configuration into hardware. */
@FunctionalInterface
public interface Elaborator {
    /**
     * Writes SystemVerilog files ({@code *.sv}) whose top module is {@code systole}.
     *
     * @param directory exists and is empty
     */
    void systemVerilog(Configuration configuration, Path directory);
}
