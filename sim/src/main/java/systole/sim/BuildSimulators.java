package systole.sim;

import java.nio.file.Path;
import java.util.Locale;
import systole.contract.Configuration;

/** {@code BuildSimulators 4 8 16}: builds the fast simulators of these array sizes, for the Maven build. */
public final class BuildSimulators {
    private BuildSimulators() {
    }

    /** Ends with exit code 1 and one line where a simulator cannot be built. */
    public static void main(String... sizes) {
        try {
            SimulatorBuilder builder = new SimulatorBuilder(Accelerator.hardware());
            for (String size : sizes) {
                Path library = builder.build(Configuration.ofArray(Integer.parseInt(size)), Variant.FAST, printer(size));
                System.out.println("simulator of array " + size + ": " + library);
            }
        } catch (SimulatorBuildException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static BuildListener printer(String size) {
        return (phase, done, total) -> System.out.println("simulator of array %s: %s, %d of %d"
                .formatted(size, phase.name().toLowerCase(Locale.ROOT), done, total));
    }
}
