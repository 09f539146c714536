package systole.cli;

import java.util.ServiceLoader;
import picocli.CommandLine.Option;
import systole.contract.Configuration;
import systole.runtime.NoSuchDeviceException;
import systole.runtime.fpga.FpgaTools;
import systole.runtime.fpga.Multiplication;

/** The options that say which accelerator an FPGA gets. */
final class FpgaArguments {
    @Option(names = "--array", paramLabel = "N", defaultValue = "16",
            description = "Rows and columns of the array, a power of two from 4 to 64. Default: ${DEFAULT-VALUE}.")
    private int array;

    @Option(names = "--products", paramLabel = "HOW", defaultValue = "packed",
            description = "packed: two int8 products share a DSP; separate: a DSP each. An iCE40 has none. Default: ${DEFAULT-VALUE}.")
    private Multiplication multiplication;

    Configuration configuration() {
        return Configuration.ofArray(array);
    }

    Multiplication multiplication() {
        return multiplication;
    }

    /** The tools on the class path. */
    static FpgaTools tools() {
        return ServiceLoader.load(FpgaTools.class).findFirst().orElseThrow(
                () -> new NoSuchDeviceException("this class path holds no hardware for FPGAs; add the module fpga, or use the launcher"));
    }
}
