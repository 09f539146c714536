package systole.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.compiler.NetworkProgram;
import systole.contract.Counter;
import systole.runtime.Counters;
import systole.runtime.DeviceDescription;
import systole.runtime.Session;
import systole.runtime.Timing;

/** Turns counters into a {@link Report}. */
final class ReportWriter {
    private final Session session;
    private final int images;
    private final long mismatches;
    private final Optional<Timing> timing;

    ReportWriter(Session session, int images, long mismatches, Optional<Timing> timing) {
        this.session = session;
        this.images = images;
        this.mismatches = mismatches;
        this.timing = timing;
    }

    /**
     * The report.
     *
     * @param cyclesPerSecond speed of the simulation; empty where nothing was simulated
     * @param referenceSecondsPerImage speed of the Java reference
     */
    Report report(Optional<Double> cyclesPerSecond, double referenceSecondsPerImage) {
        DeviceDescription device = session.device();
        List<Report.Layer> layers = layers();
        Report.Share total = share(layers);
        return new Report(session.graph().name(), device.name(), device.configuration().array().size(), device.clockMegahertz(),
                session.program().images(), images, mismatches == 0, mismatches, compilation(), layers,
                share(layers.stream().filter(layer -> layer.op().startsWith("conv")).toList()), total,
                timing.map(t -> images * device.clockMegahertz() * 1e6 / total.cycles()).orElse(null),
                cyclesPerSecond.map(speed -> simulation(total, speed)).orElse(null),
                new Report.Reference(referenceSecondsPerImage * images, 1 / referenceSecondsPerImage));
    }

    private Report.Compilation compilation() {
        NetworkProgram program = session.program();
        return new Report.Compilation(session.compileTime().toNanos() / 1e9, program.programs().size(),
                program.programs().stream().mapToInt(part -> part.descriptors().size()).sum(), program.memory().total(),
                program.layers().stream().filter(layer -> !layer.onArray()).map(node -> new Report.HostNode(node.name(), node.op())).toList());
    }

    private List<Report.Layer> layers() {
        List<NetworkProgram.Layer> onArray = session.program().layers().stream().filter(NetworkProgram.Layer::onArray).toList();
        List<Report.Layer> layers = new ArrayList<>();
        for (int i = 0; i < onArray.size(); i++) {
            NetworkProgram.Layer layer = onArray.get(i);
            int index = i;
            long macs = layer.macs() * (images / session.program().images());
            layers.add(new Report.Layer(layer.name(), layer.op(), macs, timing.map(t -> costs(macs, t.layers().get(index))).orElse(null)));
        }
        return layers;
    }

    private Report.Costs costs(long macs, Counters counters) {
        long cycles = counters.get(Counter.CYCLES);
        return new Report.Costs(cycles, utilisation(macs, cycles), counters.get(Counter.ARRAY_BUSY), counters.get(Counter.STALL_LOAD),
                counters.get(Counter.STALL_STORE), counters.get(Counter.STALL_WEIGHTS), counters.get(Counter.BYTES_READ),
                counters.get(Counter.BYTES_WRITTEN));
    }

    private Report.Share share(List<Report.Layer> layers) {
        long macs = layers.stream().mapToLong(Report.Layer::macs).sum();
        if (timing.isEmpty()) {
            return new Report.Share(macs, null, null);
        }
        long cycles = layers.stream().mapToLong(layer -> layer.costs().cycles()).sum();
        return new Report.Share(macs, cycles, utilisation(macs, cycles));
    }

    private double utilisation(long macs, long cycles) {
        return cycles == 0 ? 0 : macs / ((double) cycles * session.device().configuration().macsPerCycle());
    }

    private static Report.Simulation simulation(Report.Share total, double cyclesPerSecond) {
        double seconds = total.cycles() / cyclesPerSecond;
        return new Report.Simulation(seconds, cyclesPerSecond, total.macs() / seconds);
    }
}
