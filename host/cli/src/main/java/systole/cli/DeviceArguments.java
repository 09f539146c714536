package systole.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.Device;
import systole.runtime.DeviceDescription;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;

/** The options that choose a device and set it up. */
final class DeviceArguments {
    /** Between a device's name and which of several it is. */
    private static final String CARD_SEPARATOR = ":";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--device", paramLabel = "NAME", description = "Which device; see 'systole devices'. A card by its place on the PCI bus: "
            + "xrt:0000:65:00.1. Default: an FPGA card where one is usable, else sim.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private XclbinArgument xclbin;

    @Option(names = "--emulate", description = "With device xrt: drive a simulated card through the Xilinx Runtime's hardware emulation.")
    private boolean emulate;

    @Option(names = "--array", paramLabel = "N", defaultValue = "16",
            description = "Rows and columns of the array, a power of two from 4 to 64. Default: ${DEFAULT-VALUE}.")
    private int array;

    @Option(names = "--mem-latency", paramLabel = "CYCLES", defaultValue = "100",
            description = "Latency of the simulated memory. Default: ${DEFAULT-VALUE}.")
    private int latency;

    @Option(names = "--mem-bytes-per-cycle", paramLabel = "BYTES",
            description = "Bandwidth of the simulated memory. Default: the width of the bus.")
    private Optional<Integer> bytesPerCycle = Optional.empty();

    @Option(names = "--mem-stalls", paramLabel = "PROBABILITY", defaultValue = "0",
            description = "Chance of back-pressure in a cycle, 0 to below 1. Default: ${DEFAULT-VALUE}.")
    private double stallProbability;

    @Option(names = "--mem-seed", paramLabel = "SEED", defaultValue = "1",
            description = "Seed of the back-pressure. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--waves", paramLabel = "FILE", description = "Write the simulation's waves to this FST file; slow.")
    private Optional<Path> waves = Optional.empty();

    @Option(names = "--cycle-limit", paramLabel = "CYCLES", defaultValue = "10000000000",
            description = "Give a simulated run up after so many cycles. Default: ${DEFAULT-VALUE}.")
    private long cycleLimit;

    @Option(names = "--clock-mhz", paramLabel = "MHZ", defaultValue = "300",
            description = "Clock at which simulated cycles become images a second. Default: ${DEFAULT-VALUE}.")
    private double clockMegahertz;

    /** The device's name, where one was given. */
    Optional<String> name() {
        return name.map(text -> text.split(CARD_SEPARATOR, 2)[0]);
    }

    /** Whether the command is to run where the device is emulated. */
    boolean emulate() {
        return emulate;
    }

    /** Opens the device that was chosen. Says which where none was. */
    Device open(ProgressMonitor monitor) {
        DeviceOptions options = options();
        return Devices.open(name().orElseGet(() -> preferred(options)), options, monitor);
    }

    /** What was asked of the device. */
    DeviceOptions options() {
        OptionalInt bandwidth = bytesPerCycle.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        Optional<String> card = name.filter(text -> text.contains(CARD_SEPARATOR)).map(text -> text.split(CARD_SEPARATOR, 2)[1]);
        return DeviceOptions.ofArray(array)
                .withMemory(new MemoryTiming(latency, bandwidth, stallProbability, seed))
                .withWaves(waves.map(OutputFile::checked)).withCycleLimit(cycleLimit).withClockMegahertz(clockMegahertz)
                .withCard(card).withXclbin(xclbin.file());
    }

    private String preferred(DeviceOptions options) {
        Devices.Choice choice = Devices.preferred(options);
        PrintWriter err = spec.commandLine().getErr();
        err.println("systole: device %s%s".formatted(choice.name(), choice.obstacles().stream().map("; "::concat).collect(Collectors.joining())));
        err.flush();
        return choice.name();
    }

    /** Bytes that the simulated memory moves in a cycle. */
    int bytesPerCycle(DeviceDescription device) {
        return bytesPerCycle.orElse(device.configuration().bus().bytes());
    }
}
