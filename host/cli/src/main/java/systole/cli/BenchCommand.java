package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.runtime.Device;
import systole.runtime.Session;
import systole.runtime.report.Benchmark;

/** Measures a network on a device. */
@Command(name = "bench", description = "Measure a network on a device, layer by layer, and compare it with the reference.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", completionCandidates = WorkloadNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private String model;

    @Option(names = "--images", paramLabel = "K", defaultValue = "1", description = "How many images. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        if (images < 1) {
            throw new IllegalArgumentException("--images must be at least 1, not " + images);
        }
        Workload workload = Workloads.of(model);
        List<byte[]> inputs = workload.inputs(images);
        ProgressBars progress = new ProgressBars();
        try (Device device = deviceArguments.open(progress); Session session = new Session(workload.graph(), device)) {
            Benchmark benchmark = Benchmark.run(session, inputs, progress);
            PrintWriter out = spec.commandLine().getOut();
            new ReportTable(session.program(), benchmark).print(out);
            out.flush();
            json.write(benchmark.report());
            return benchmark.report().bitExact() ? ExitCode.OK : ExitCode.MISMATCH;
        }
    }
}
