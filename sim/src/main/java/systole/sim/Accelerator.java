package systole.sim;

import chisel3.Data;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import systole.contract.Configuration;
import systole.hw.top.Elaborate;

/** The project's own hardware. */
public final class Accelerator {
    private Accelerator() {
    }

    /** The module hw, elaborated from the contract by Chisel: what these three are decides what comes out. */
    public static Hardware hardware() {
        return new Hardware(
                Elaborate::systemVerilog, List.of(origin(Elaborate.class), origin(Configuration.class), origin(Data.class)));
    }

    /** The jar or folder that a class comes from. */
    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("%s comes from a place that is no path".formatted(type), e);
        }
    }
}
