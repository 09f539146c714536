package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.Device;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;
import systole.runtime.report.Benchmark;
import systole.runtime.report.Report;

/** Measures networks on a device. */
@Command(name = "bench", description = "Measure a network on a device, layer by layer, and compare every layer's bytes with the reference.",
        footer = {"",
            "Examples:",
            "  systole bench --model resnet50",
            "  systole bench --model alexnet --batch 16 --images 16 --csv alexnet.csv",
            "  systole bench --model resnext50 --input-size 64 --width 0.25 --device model",
            "  systole bench --model all --device model --array 32 --plot networks.svg"})
final class BenchCommand implements Callable<Integer> {
    /** What the parts of a network's run are expected to take of it, in hundredths. */
    private static final int PREPARING = 30;
    private static final int COMPILING = 5;
    private static final int RUNNING = 65;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WorkloadArguments workloads;

    @Option(names = "--batch", paramLabel = "B", defaultValue = "1",
            description = "How many images run at once, sharing the reading of weights. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--images", paramLabel = "K", description = "How many images, a multiple of the batch. Default: one batch.")
    private Optional<Integer> images = Optional.empty();

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    @Mixin
    private FigureArguments figures;

    @Override
    public Integer call() throws IOException {
        json.check();
        figures.check();
        checkCounts();
        List<Report> reports = measure(workloads.names());
        json.write(workloads.isOne() ? reports.getFirst() : reports);
        figures.write(reports);
        return reports.stream().allMatch(Report::bitExact) ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private void checkCounts() {
        if (batch < 1) {
            throw new IllegalArgumentException("--batch must be at least 1, not " + batch);
        }
        if (images.isPresent() && (images.get() < 1 || images.get() % batch != 0)) {
            throw new IllegalArgumentException("--images must be a multiple of the batch of %d, and at least 1, not %d".formatted(batch, images.get()));
        }
    }

    private List<Report> measure(List<String> names) {
        ProgressBars progress = new ProgressBars();
        List<Report> reports = new ArrayList<>();
        long size = names.stream().mapToLong(workloads::megaMacs).sum();
        try (Device device = deviceArguments.open(progress);
                ProgressMonitor.Task _ = progress.begin("bench", size * (PREPARING + COMPILING + RUNNING))) {
            names.forEach(name -> reports.add(measure(name, device, progress)));
        }
        return reports;
    }

    private Report measure(String name, Device device, ProgressBars progress) {
        long size = workloads.megaMacs(name);
        Workload workload = progress.part(size * PREPARING, () -> workloads.workload(name, progress));
        List<byte[]> inputs = workload.inputs(images.orElse(batch));
        try (Session session = progress.part(size * COMPILING, () -> compiled(workload, device, progress))) {
            Benchmark benchmark = progress.part(size * RUNNING, () -> Benchmark.run(session, inputs, progress));
            ReportTable table = new ReportTable(session.program(), benchmark);
            progress.interrupt(() -> print(table, deviceArguments.bytesPerCycle(session.device())));
            return benchmark.report();
        }
    }

    private Session compiled(Workload workload, Device device, ProgressMonitor progress) {
        try (ProgressMonitor.Task _ = progress.begin("compiling " + workload.graph().name(), 1)) {
            return new Session(workload.graph(), device, batch);
        }
    }

    private void print(ReportTable table, int bytesPerCycle) {
        PrintWriter out = spec.commandLine().getOut();
        table.printLayers(out);
        table.printBound(out, bytesPerCycle);
        table.printProgram(out);
        table.printSpeeds(out);
        out.println();
        out.flush();
    }
}
