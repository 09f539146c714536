package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import systole.models.LeNet5;
import systole.models.data.DrawnDigits;
import systole.models.data.GreyImage;
import systole.models.data.LabelledImages;
import systole.runtime.Device;
import systole.runtime.Session;
import systole.runtime.report.Benchmark;

/** Shows what the project does: LeNet-5 reads digits on the accelerator. */
@Command(name = "demo", description = "Classify drawn digits with LeNet-5 on the simulated accelerator, layer by layer against the reference.")
final class DemoCommand implements Callable<Integer> {
    private static final int DIGITS = 10;
    private static final int DIGITS_PER_LINE = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    @Override
    public Integer call() throws IOException {
        json.check();
        LabelledImages digits = DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, DIGITS);
        ProgressBars progress = new ProgressBars();
        Workload workload = Workloads.of(new LeNet5(), progress);
        List<byte[]> inputs = workload.inputs(DIGITS);
        try (Device device = deviceArguments.open(progress); Session session = new Session(workload.graph(), device)) {
            PrintWriter out = spec.commandLine().getOut();
            Benchmark benchmark = Benchmark.run(session, inputs.subList(0, 1), progress);
            ReportTable table = new ReportTable(session.program(), benchmark);
            table.printLayers(out);
            List<String> names = digits.labels().stream().map(String::valueOf).toList();
            List<Prediction> predictions = new Classifier(session, progress).classify(names, inputs);
            printDigits(out, digits.images(), predictions);
            table.printSpeeds(out);
            out.flush();
            json.write(benchmark.report());
            boolean equal = benchmark.report().bitExact() && predictions.stream().allMatch(Prediction::bitExact);
            return equal ? ExitCode.OK : ExitCode.MISMATCH;
        }
    }

    private static void printDigits(PrintWriter out, List<GreyImage> images, List<Prediction> predictions) {
        for (int first = 0; first < images.size(); first += DIGITS_PER_LINE) {
            int end = Math.min(images.size(), first + DIGITS_PER_LINE);
            out.println();
            DigitDrawing.sideBySide(images.subList(first, end)).forEach(out::println);
            out.println(IntStream.range(first, end).mapToObj(i -> caption(predictions.get(i), images.get(i).width() / 2))
                    .collect(Collectors.joining(" ")));
        }
        long right = predictions.stream().filter(p -> p.image().equals(String.valueOf(p.label()))).count();
        out.printf("%n%d of %d digits are read right.%n", right, predictions.size());
    }

    private static String caption(Prediction prediction, int width) {
        String text = "%d (%.0f%%)%s".formatted(prediction.label(), 100 * prediction.probability(), prediction.bitExact() ? "" : " differs");
        int before = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(before) + text + " ".repeat(Math.max(0, width - before - text.length()));
    }
}
