package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import systole.onnx.conformance.BackendCase;
import systole.onnx.conformance.CaseResult;
import systole.onnx.conformance.CaseResult.Outcome;
import systole.onnx.conformance.Conformance;
import systole.onnx.conformance.Tolerance;
import systole.runtime.ProgressMonitor;

/** Runs ONNX's backend cases. */
@Command(name = "conformance",
        description = {"Run cases of the form of ONNX's backend test suite: folders with model.onnx and test_data_set_*/input_*.pb, output_*.pb.",
            "Real outputs may differ by 1e-7 + 1e-3 * |expected|, others not at all."},
        footer = {"", "Example:", "  systole conformance onnx/backend/test/data/node --json results.json"})
final class ConformanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with cases, at any depth.")
    private List<Path> folders;

    @Mixin
    private DeviceArguments device;

    @Mixin
    private JsonArgument json;

    /** A case as JSON, which has no infinite numbers: its largest error is null then. */
    private record CaseRow(String name, String result, String reason, @JsonProperty("max_error") Double maxError) {
        CaseRow(CaseResult result) {
            this(result.name(), result.outcome().name().toLowerCase(Locale.ROOT), result.reason(),
                    Double.isFinite(result.maxError()) ? result.maxError() : null);
        }
    }

    private record Result(long passed, long failed, long unsupported, long errors, List<CaseRow> cases) {
        Result(List<CaseResult> results) {
            this(count(results, Outcome.PASSED), count(results, Outcome.FAILED), count(results, Outcome.UNSUPPORTED), count(results, Outcome.ERROR),
                    results.stream().map(CaseRow::new).toList());
        }

        private static long count(List<CaseResult> results, Outcome outcome) {
            return results.stream().filter(result -> result.outcome() == outcome).count();
        }
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        List<BackendCase> cases = new ArrayList<>();
        for (Path folder : folders) {
            cases.addAll(BackendCase.find(folder));
        }
        Result result = new Result(run(cases));
        PrintWriter out = spec.commandLine().getOut();
        result.cases.stream().filter(row -> !row.reason.isEmpty()).forEach(row -> out.printf("%s %s: %s%n", row.result, row.name, row.reason));
        out.printf("%d of %d passed, %d failed, %d unsupported, %d errors%n", result.passed, cases.size(), result.failed, result.unsupported,
                result.errors);
        out.flush();
        json.write(result);
        return result.failed + result.errors == 0 ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private List<CaseResult> run(List<BackendCase> cases) {
        List<CaseResult> results = new ArrayList<>();
        ProgressBars progress = new ProgressBars();
        try (OnnxExecutors executors = new OnnxExecutors(device, progress); ProgressMonitor.Task task = progress.begin("running cases", cases.size())) {
            Conformance conformance = new Conformance(executors::open, Tolerance.BACKEND_SUITE);
            for (BackendCase backendCase : cases) {
                results.add(conformance.run(backendCase));
                task.advance(1);
            }
        }
        return results;
    }
}
