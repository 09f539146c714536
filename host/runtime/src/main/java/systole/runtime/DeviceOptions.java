package systole.runtime;

import java.nio.file.Path;
import java.util.Optional;
import systole.contract.Configuration;

/**
 * What a user asks of a device; each kind of device heeds what concerns it.
 *
 * @param configuration the accelerator
 * @param memory how a simulated memory behaves
 * @param waves file for the waves of a simulation
 * @param cycleLimit cycles after which a simulated run fails, at least 1
 * @param clockMegahertz clock at which a simulation's cycles are turned into time, above 0
 * @param card which FPGA card: its place on the PCI bus, as in {@code 0000:65:00.1}, behind a slash a compute unit of it; empty for the first usable
 * @param xclbin what FPGA cards are configured with; empty where the user named none
 */
public record DeviceOptions(
        Configuration configuration, MemoryTiming memory, Optional<Path> waves, long cycleLimit, double clockMegahertz,
        Optional<String> card, Optional<Path> xclbin) {
    private static final long CYCLE_LIMIT = 10_000_000_000L;
    private static final double CLOCK_MEGAHERTZ = 300;

    public DeviceOptions {
        if (cycleLimit < 1) {
            throw new IllegalArgumentException("a cycle limit must be at least 1, not " + cycleLimit);
        }
        if (!(clockMegahertz > 0) || Double.isInfinite(clockMegahertz)) {
            throw new IllegalArgumentException("a clock must be above 0 MHz, not " + clockMegahertz);
        }
    }

    /** The defaults around an array of that size. */
    public static DeviceOptions ofArray(int size) {
        return of(Configuration.ofArray(size));
    }

    /** The defaults for an accelerator. */
    public static DeviceOptions of(Configuration configuration) {
        return new DeviceOptions(configuration, MemoryTiming.DEFAULT, Optional.empty(), CYCLE_LIMIT, CLOCK_MEGAHERTZ,
                Optional.empty(), Optional.empty());
    }

    public DeviceOptions withMemory(MemoryTiming timing) {
        return new DeviceOptions(configuration, timing, waves, cycleLimit, clockMegahertz, card, xclbin);
    }

    public DeviceOptions withWaves(Optional<Path> file) {
        return new DeviceOptions(configuration, memory, file, cycleLimit, clockMegahertz, card, xclbin);
    }

    public DeviceOptions withCycleLimit(long cycles) {
        return new DeviceOptions(configuration, memory, waves, cycles, clockMegahertz, card, xclbin);
    }

    public DeviceOptions withClockMegahertz(double megahertz) {
        return new DeviceOptions(configuration, memory, waves, cycleLimit, megahertz, card, xclbin);
    }

    public DeviceOptions withCard(Optional<String> place) {
        return new DeviceOptions(configuration, memory, waves, cycleLimit, clockMegahertz, place, xclbin);
    }

    public DeviceOptions withXclbin(Optional<Path> file) {
        return new DeviceOptions(configuration, memory, waves, cycleLimit, clockMegahertz, card, file);
    }
}
