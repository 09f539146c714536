package systole.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names what FPGA cards are configured with. */
final class XclbinArgument {
    @Option(names = "--xclbin", paramLabel = "FILE", defaultValue = "${env:SYSTOLE_XCLBIN}",
            description = "What the FPGA card is configured with. Default: what the variable SYSTOLE_XCLBIN says.")
    private Optional<Path> file = Optional.empty();

    Optional<Path> file() {
        return file;
    }
}
