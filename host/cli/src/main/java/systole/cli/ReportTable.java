package systole.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import systole.compiler.NetworkProgram;
import systole.runtime.Comparison;
import systole.runtime.report.Benchmark;
import systole.runtime.report.Report;

/** Prints a benchmark for people: a line per layer, then the totals and the speeds. */
record ReportTable(NetworkProgram program, Benchmark benchmark) {
    private static final int COLUMNS = 13;
    private static final int WORDS = 3;

    /** The layers, the totals, and what differs from the reference. */
    void printLayers(PrintWriter out) {
        Report report = benchmark.report();
        out.printf("%s on %s, %dx%d array, %s%s%n%n", report.model(), report.device(), report.array(), report.array(),
                counted(report.images(), "image"), report.batch() == 1 ? "" : " in batches of " + report.batch());
        TextTable table = new TextTable(COLUMNS, WORDS);
        table.add("layer", "operation", "output", "MACs", "cycles", "share", "used", "wait for", "wait for", "wait for", "bytes", "bytes");
        table.add("", "", "", "", "", "", "", "load", "weights", "store", "read", "written", "reference");
        Iterator<Report.Layer> onArray = report.layers().iterator();
        program.layers().forEach(layer -> table.add(layer.onArray() ? row(layer, onArray.next()) : hostRow(layer)));
        table.add(row("convolutions", report.conv()));
        table.add(row("total", report.total()));
        table.print(out);
        printMismatches(out);
    }

    private String[] row(NetworkProgram.Layer planned, Report.Layer layer) {
        Report.Costs costs = layer.costs();
        if (costs == null) {
            return new String[] {layer.name(), layer.op(), planned.output().shape().toString(), count(layer.macs()), "", "", "", "", "", "", "", "",
                status(planned)};
        }
        double share = (double) costs.cycles() / benchmark.report().total().cycles();
        return new String[] {layer.name(), layer.op(), planned.output().shape().toString(), count(layer.macs()), count(costs.cycles()), percent(share),
            percent(costs.utilisation()), count(costs.stallLoad()), count(costs.stallWeights()), count(costs.stallStore()),
            count(costs.bytesRead()), count(costs.bytesWritten()), status(planned)};
    }

    private String[] hostRow(NetworkProgram.Layer node) {
        return new String[] {node.name(), node.op(), node.output().shape().toString(), "", "", "", "", "", "", "", "", "", status(node)};
    }

    private String[] row(String name, Report.Share share) {
        if (share.cycles() == null) {
            return new String[] {name, "", "", count(share.macs())};
        }
        double part = (double) share.cycles() / benchmark.report().total().cycles();
        return new String[] {name, "", "", count(share.macs()), count(share.cycles()), percent(part), percent(share.utilisation())};
    }

    private String status(NetworkProgram.Layer layer) {
        return benchmark.comparisons().stream().filter(comparison -> comparison.tensor().equals(layer.output().name()))
                .map(comparison -> comparison.mismatch().isEmpty() ? "equal" : "differs").findFirst().orElse("not seen");
    }

    private void printMismatches(PrintWriter out) {
        List<Comparison> wrong = benchmark.comparisons().stream().filter(comparison -> comparison.mismatch().isPresent()).toList();
        out.println();
        wrong.forEach(comparison -> out.println("mismatch: " + comparison));
        out.println(benchmark.report().bitExact() ? "Every byte equals the reference's."
                : benchmark.report().mismatches() + " bytes differ from the reference's.");
    }

    /** What the memory's speed allows, where fully-connected layers are bound by it. */
    void printBound(PrintWriter out, int bytesPerCycle) {
        if (benchmark.report().total().cycles() != null) {
            out.printf("bound:       %s of all cycles could be useful at %d B/cycle%n",
                    percent(MemoryBound.of(benchmark.report(), bytesPerCycle).utilisation()), bytesPerCycle);
        }
    }

    /** What the program needs. */
    void printProgram(PrintWriter out) {
        Report.Compilation compilation = benchmark.report().compilation();
        out.printf(Locale.ROOT, "program:     %s, %s, %.1f MB of device memory; compiled in %.2f s%n", counted(compilation.programs(), "part"),
                counted(compilation.descriptors(), "descriptor"), compilation.peakMemoryBytes() / 1e6, compilation.seconds());
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

    private static String counted(int number, String thing) {
        return "%s %s%s".formatted(count(number), thing, number == 1 ? "" : "s");
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
