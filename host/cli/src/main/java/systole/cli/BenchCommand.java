package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Model;
import systole.models.Models;
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
            "  systole bench --model all --device model --array 32 --plot networks.svg"})
final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "all";
    /** What the parts of a network's run are expected to take of it, in hundredths. */
    private static final int PREPARING = 30;
    private static final int COMPILING = 5;
    private static final int RUNNING = 65;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", completionCandidates = WorkloadNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}; or all: the networks, one after the other.")
    private String model;

    @Option(names = "--images", paramLabel = "K", defaultValue = "1", description = "How many images. Default: ${DEFAULT-VALUE}.")
    private int images;

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
        if (images < 1) {
            throw new IllegalArgumentException("--images must be at least 1, not " + images);
        }
        boolean all = model.equals(ALL);
        List<String> names = all ? Models.all().stream().map(Model::name).toList() : List.of(model);
        names.forEach(Workloads::requireKnown);
        List<Report> reports = measure(names);
        json.write(all ? reports : reports.getFirst());
        figures.write(reports);
        return reports.stream().allMatch(Report::bitExact) ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private List<Report> measure(List<String> names) {
        ProgressBars progress = new ProgressBars();
        List<Report> reports = new ArrayList<>();
        try (Device device = deviceArguments.open(progress);
                ProgressMonitor.Task _ = progress.begin("bench", names.stream().mapToLong(BenchCommand::size).sum() * (PREPARING + COMPILING + RUNNING))) {
            names.forEach(name -> reports.add(measure(name, device, progress)));
        }
        return reports;
    }

    private Report measure(String name, Device device, ProgressBars progress) {
        Workload workload = progress.part(size(name) * PREPARING, () -> Workloads.of(name, progress));
        List<byte[]> inputs = workload.inputs(images);
        try (Session session = progress.part(size(name) * COMPILING, () -> compiled(workload, device, progress))) {
            Benchmark benchmark = progress.part(size(name) * RUNNING, () -> Benchmark.run(session, inputs, progress));
            progress.clearLine();
            PrintWriter out = spec.commandLine().getOut();
            new ReportTable(session.graph(), session.program(), benchmark).print(out);
            out.flush();
            return benchmark.report();
        }
    }

    private static Session compiled(Workload workload, Device device, ProgressMonitor progress) {
        try (ProgressMonitor.Task _ = progress.begin("compiling " + workload.graph().name(), 1)) {
            return new Session(workload.graph(), device);
        }
    }

    /** By which networks share the bar: their MACs in millions. */
    private static long size(String name) {
        return Models.all().stream().filter(known -> known.name().equals(name)).mapToLong(known -> 1 + known.graph().macs() / 1_000_000).findFirst().orElse(1);
    }
}
