package systole.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import systole.compiler.NetworkProgram;
import systole.runtime.Comparison;
import systole.runtime.report.Benchmark;
import systole.runtime.report.Report;

/** Prints a benchmark for people: a line per layer, then the totals and the speeds. */
record ReportTable(NetworkProgram program, Benchmark benchmark) {
    private static final String ROW = "%-12s %-12s %-8s %11s %9s %6s %8s %8s %8s %9s %9s  %s%n";

    /** All of it. */
    void print(PrintWriter out) {
        printLayers(out);
        printSpeeds(out);
    }

    /** The layers, the totals, and what differs from the reference. */
    void printLayers(PrintWriter out) {
        Report report = benchmark.report();
        out.printf("%s on %s, %dx%d array, %d %s%n%n", report.model(), report.device(), report.array(), report.array(),
                report.images(), report.images() == 1 ? "image" : "images");
        out.printf(ROW, "layer", "operation", "output", "MACs", "cycles", "used", "wait for", "wait for", "wait for", "bytes", "bytes", "");
        out.printf(ROW, "", "", "", "", "", "", "load", "weights", "store", "read", "written", "reference");
        for (int i = 0; i < report.layers().size(); i++) {
            printLayer(out, report.layers().get(i), program.layers().get(i));
        }
        printShare(out, "convolutions", report.conv());
        printShare(out, "total", report.total());
        printMismatches(out);
    }

    private void printLayer(PrintWriter out, Report.Layer layer, NetworkProgram.Layer plan) {
        String shape = plan.output().shape().toString();
        Report.Costs costs = layer.costs();
        if (costs == null) {
            out.printf(ROW, layer.name(), layer.op(), shape, count(layer.macs()), "", "", "", "", "", "", "", status(plan));
            return;
        }
        out.printf(ROW, layer.name(), layer.op(), shape, count(layer.macs()), count(costs.cycles()), percent(costs.utilisation()),
                count(costs.stallLoad()), count(costs.stallWeights()), count(costs.stallStore()),
                count(costs.bytesRead()), count(costs.bytesWritten()), status(plan));
    }

    private static void printShare(PrintWriter out, String name, Report.Share share) {
        String cycles = share.cycles() == null ? "" : count(share.cycles());
        String utilisation = share.utilisation() == null ? "" : percent(share.utilisation());
        out.printf(ROW, name, "", "", count(share.macs()), cycles, utilisation, "", "", "", "", "", "");
    }

    private String status(NetworkProgram.Layer plan) {
        return benchmark.comparisons().stream().filter(comparison -> comparison.tensor().equals(plan.output().name()))
                .map(comparison -> comparison.mismatch().isEmpty() ? "equal" : "differs").findFirst().orElse("not seen");
    }

    private void printMismatches(PrintWriter out) {
        List<Comparison> wrong = benchmark.comparisons().stream().filter(comparison -> comparison.mismatch().isPresent()).toList();
        out.println();
        wrong.forEach(comparison -> out.println("mismatch: " + comparison));
        out.println(benchmark.report().bitExact() ? "Every byte equals the reference's."
                : benchmark.report().mismatches() + " bytes differ from the reference's.");
    }

    /** Images a second, and the simulation's speed. */
    void printSpeeds(PrintWriter out) {
        Report report = benchmark.report();
        if (report.imagesPerSecond() != null) {
            out.printf("accelerator: %s images/s at %s MHz%n", count(report.imagesPerSecond()), count(report.clockMegahertz()));
        }
        if (report.simulation() != null) {
            out.printf("simulator:   %s cycles/s, %s MAC/s%n",
                    count(report.simulation().cyclesPerSecond()), count(report.simulation().macsPerSecond()));
        }
        out.printf("reference:   %s images/s in Java%n", count(report.reference().imagesPerSecond()));
    }

    /** Whole numbers with separators; one decimal below 100. */
    private static String count(double value) {
        boolean whole = value >= 100 || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
