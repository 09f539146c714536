package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import systole.contract.Counter;
import systole.models.Models;
import systole.runtime.Comparison;
import systole.runtime.Counters;
import systole.runtime.Device;
import systole.runtime.DeviceCheck;
import systole.runtime.RunResult;
import systole.runtime.Session;
import systole.runtime.Timing;

/** Tries a device from its registers up to a network. */
@Command(name = "validate", description = "Try a device: registers and memory where it has them, and a network whose answer is known.",
        footer = {"",
            "Examples:",
            "  systole validate --device xrt --xclbin systole.xclbin",
            "  systole validate --device xrt --emulate",
            "  systole validate --device xrt:0000:3b:00.1,xrt:0000:65:00.1 --xclbin systole.xclbin"})
final class ValidateCommand implements Callable<Integer> {
    private static final String NETWORK = "lenet5";
    private static final int RUNS = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        ProgressBars progress = new ProgressBars();
        List<Device> devices = deviceArguments.openEach(progress);
        List<DeviceCheck> checks = new ArrayList<>();
        try {
            Workload workload = Workloads.of(Models.byName(NETWORK), progress);
            for (int i = 0; i < devices.size(); i++) {
                String prefix = devices.size() == 1 ? "" : "device %d: ".formatted(i);
                checks(devices.get(i), workload).forEach(check -> checks.add(new DeviceCheck(prefix + check.name(), check.passed(), check.result())));
            }
        } finally {
            devices.forEach(Device::close);
        }
        print(checks);
        json.write(checks);
        return checks.stream().allMatch(DeviceCheck::passed) ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private static List<DeviceCheck> checks(Device device, Workload workload) {
        List<DeviceCheck> checks = new ArrayList<>(device.check());
        try (Session session = new Session(workload.graph(), device)) {
            byte[] input = workload.inputs(1).getFirst();
            checks.add(network(session, input));
            checks.addAll(latency(session, input));
        }
        return checks;
    }

    private static DeviceCheck network(Session session, byte[] input) {
        Map<String, byte[]> expected = session.expected(input);
        List<Comparison> comparisons = session.compareAll(input, expected);
        Optional<Comparison> wrong = comparisons.stream().filter(comparison -> comparison.mismatch().isPresent()).findFirst();
        return new DeviceCheck("network", wrong.isEmpty(), wrong.map(Comparison::toString)
                .orElse("%d tensors of %s equal the reference's".formatted(comparisons.size(), NETWORK)));
    }

    /** Of the fastest of several runs: what is there beside the time that the cycles take comes from the host. */
    private static List<DeviceCheck> latency(Session session, byte[] input) {
        List<Timing> timings = IntStream.range(0, RUNS).mapToObj(run -> session.run(input)).map(RunResult::timing).flatMap(Optional::stream).toList();
        return timings.stream().min(Comparator.comparing(Timing::wall)).map(fastest -> {
            Counters total = fastest.total();
            long bytes = total.get(Counter.BYTES_READ) + total.get(Counter.BYTES_WRITTEN);
            long cycles = total.get(Counter.CYCLES);
            return List.of(
                    new DeviceCheck("latency", true, "%s from start to done at best, %,d cycles".formatted(microseconds(fastest.wall()), cycles)),
                    new DeviceCheck("bandwidth", true, "%.1f bytes a cycle between kernel and memory in %s".formatted((double) bytes / cycles, NETWORK)));
        }).orElse(List.of());
    }

    private static String microseconds(Duration wall) {
        return "%,d us".formatted(wall.toNanos() / 1000);
    }

    private void print(List<DeviceCheck> checks) {
        PrintWriter out = spec.commandLine().getOut();
        TextTable table = new TextTable(3, 3);
        checks.forEach(check -> table.add(check.name(), check.passed() ? "passed" : "FAILED", check.result()));
        table.print(out);
        out.flush();
    }
}
