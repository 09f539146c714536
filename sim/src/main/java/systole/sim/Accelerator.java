package systole.sim;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import systole.contract.Configuration;

/** The project's own hardware. */
public final class Accelerator {
    private static final String ELABORATE = "systole.hw.top.Elaborate";

    private Accelerator() {
    }

    /** The module hw, elaborated from the contract by Chisel. */
    public static Hardware hardware() {
        try {
            Class<?> elaborate = Class.forName(ELABORATE);
            var systemVerilog = elaborate.getMethod("systemVerilog", Configuration.class, Path.class);
            Elaborator elaborator = (configuration, directory) -> {
                try {
                    systemVerilog.invoke(null, configuration, directory);
                } catch (ReflectiveOperationException e) {
                    throw new SimulatorBuildException("the hardware cannot be elaborated: " + e.getCause(), e);
                }
            };
            return new Hardware(elaborator, List.of(origin(elaborate), origin(Configuration.class), origin(Class.forName("chisel3.Data"))));
        } catch (ReflectiveOperationException e) {
            throw new SimulatorBuildException("the class path lacks the hardware: " + e.getMessage(), e);
        }
    }

    /** The jar or folder that a class comes from. */
    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
