package systole.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import systole.runtime.fleet.Fleet;

/** The options that choose a device and set it up. */
final class DeviceArguments {
    private static final String SEPARATOR = ",";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--device", paramLabel = "NAME", split = SEPARATOR, description = "Which device; see 'systole devices'. A card by its place on "
            + "the PCI bus: xrt:0000:65:00.1, one of its compute units by xrt:0000:65:00.1/systole_2. "
            + "Several, as in sim,sim, share the work, and go on without one that fails. "
            + "Default: an FPGA card where one is usable, else sim.")
    private List<String> names = List.of();

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

    /** The kind of the device, or the kinds of several with commas between; empty where none was named. */
    Optional<String> name() {
        return named().stream().map(DeviceName::kind).reduce((before, next) -> before + SEPARATOR + next);
    }

    /** Whether the command is to run where the device is emulated. */
    boolean emulate() {
        return emulate;
    }

    /** Opens the device that was chosen, or several as one. Says which where none was. */
    Device open(ProgressMonitor monitor) {
        List<Device> devices = openEach(monitor);
        return devices.size() == 1 ? devices.getFirst() : new Fleet(devices, this::say);
    }

    /**
     * Opens all devices that were chosen. Only the first one's work is heard of: they work at the same time, and one bar cannot show all.
     *
     * @throws systole.runtime.DeviceException where one cannot be opened; those before it are closed
     */
    List<Device> openEach(ProgressMonitor monitor) {
        List<Device> devices = new ArrayList<>();
        try {
            for (DeviceName name : chosen()) {
                devices.add(Devices.open(name.kind(), options(name.card()), devices.isEmpty() ? monitor : ProgressMonitor.SILENT));
            }
            return devices;
        } catch (RuntimeException e) {
            devices.forEach(Device::close);
            throw e;
        }
    }

    /** What was asked of the device, or of the first of several. */
    DeviceOptions options() {
        return options(named().stream().findFirst().flatMap(DeviceName::card));
    }

    private DeviceOptions options(Optional<String> card) {
        OptionalInt bandwidth = bytesPerCycle.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return DeviceOptions.ofArray(array)
                .withMemory(new MemoryTiming(latency, bandwidth, stallProbability, seed))
                .withWaves(waves.map(OutputFile::checked)).withCycleLimit(cycleLimit).withClockMegahertz(clockMegahertz)
                .withCard(card).withXclbin(xclbin.file());
    }

    private List<DeviceName> named() {
        return names.stream().map(DeviceName::of).toList();
    }

    private List<DeviceName> chosen() {
        return names.isEmpty() ? List.of(preferred()) : named();
    }

    private DeviceName preferred() {
        Devices.Choice choice = Devices.preferred(options());
        say("device %s%s".formatted(choice.name(), choice.obstacles().stream().map("; "::concat).collect(Collectors.joining())));
        return DeviceName.of(choice.name());
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("systole: " + line);
        err.flush();
    }

    /** Bytes that the simulated memory moves in a cycle. */
    int bytesPerCycle(DeviceDescription device) {
        return bytesPerCycle.orElse(device.configuration().bus().bytes());
    }
}
