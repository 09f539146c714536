package systole.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import systole.compiler.CompileException;
import systole.quant.QuantisedGraph;
import systole.runtime.Comparison;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.MemoryTiming;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/**
 * Runs cases on devices and compares them with the reference.
 *
 * @param devices open a device each
 */
public record Verifier(List<Function<DeviceOptions, Device>> devices) {
    public Verifier {
        devices = List.copyOf(devices);
    }

    /** A verifier of the devices of those names; a monitor hears about simulators that are built. */
    public static Verifier of(List<String> names, ProgressMonitor monitor) {
        return new Verifier(names.stream().<Function<DeviceOptions, Device>>map(
                name -> options -> Devices.open(name, options, monitor)).toList());
    }

    /**
     * Runs a case on each device until one fails: by a program that shows every layer's tensor, and by the plain one.
     *
     * @throws systole.runtime.DeviceException where a device cannot be opened
     */
    public Outcome verify(Case tried) {
        Outcome.Equal sum = Outcome.Equal.NOTHING;
        for (Function<DeviceOptions, Device> opener : devices) {
            try (Device device = opener.apply(tried.options())) {
                Outcome outcome = verify(tried, device);
                if (!(outcome instanceof Outcome.Equal equal)) {
                    return outcome;
                }
                sum = sum.plus(equal);
            }
        }
        return sum;
    }

    /** Opens and closes a device of each accelerator, so that simulators are built before anything is timed. */
    public void prepare(List<Accelerator> accelerators) {
        for (Accelerator accelerator : accelerators) {
            devices.forEach(opener -> opener.apply(accelerator.options(MemoryTiming.DEFAULT)).close());
        }
    }

    private static Outcome verify(Case tried, Device device) {
        QuantisedGraph graph = tried.graph();
        byte[] input = tried.inputBytes();
        try (Session session = new Session(graph, device)) {
            Map<String, byte[]> expected = session.expected(input);
            List<Comparison> comparisons = new ArrayList<>(session.compareAll(input, expected));
            comparisons.addAll(session.compare(session.run(input), expected));
            long wanted = session.program().layers().stream().filter(layer -> !layer.op().equals("copy"))
                    .map(layer -> layer.output().name()).distinct().count() + 1;
            return comparisons.size() >= wanted ? outcome(device, graph, comparisons)
                    : failed(device, "shows %d tensors where every layer's and the output make %d".formatted(comparisons.size(), wanted));
        } catch (CompileException e) {
            return new Outcome.Refused(e.getMessage());
        } catch (RuntimeException e) { // whatever breaks down is what fuzzing looks for
            return failed(device, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Outcome outcome(Device device, QuantisedGraph graph, List<Comparison> comparisons) {
        Optional<Comparison> wrong = comparisons.stream().filter(comparison -> comparison.mismatch().isPresent()).findFirst();
        if (wrong.isPresent()) {
            return failed(device, wrong.get().toString());
        }
        long bytes = comparisons.stream().mapToLong(comparison -> graph.tensor(comparison.tensor()).shape().size()).sum();
        return new Outcome.Equal(comparisons.size(), bytes);
    }

    private static Outcome failed(Device device, String reason) {
        return new Outcome.Failed(device.description().name(), reason);
    }
}
