package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import systole.quant.CalibrationMethod;
import systole.quant.QuantisationPlan;
import systole.quant.QuantisationReport;
import systole.quant.WeightGranularity;

/** What int8 loses of float, layer by layer: as a table, and as JSON. */
final class NoiseTable {
    private NoiseTable() {
    }

    /** A layer as JSON, see {@link QuantisationReport.Layer}. */
    record Row(String name, String operator, @JsonProperty("snr_db") double signal, @JsonProperty("own_snr_db") double alone,
            @JsonProperty("weights_snr_db") Double weights, double saturated) {
    }

    static List<Row> figures(QuantisationReport report) {
        return report.layers().stream().map(layer -> new Row(
                layer.name(), layer.operator(), layer.signal(), layer.alone(), layer.weights(), layer.saturated())).toList();
    }

    /** Prints a row for each layer, and the ratio of the output. */
    static void print(QuantisationReport report, QuantisationPlan plan, PrintWriter out) {
        TextTable table = new TextTable(7, 2);
        table.add("layer", "operator", "SNR", "own SNR", "weights'", "saturated", "");
        table.add("", "", "dB", "dB", "SNR dB", "", "");
        for (QuantisationReport.Layer layer : report.layers()) {
            boolean worst = report.worst().filter(layer::equals).isPresent();
            table.add(layer.name(), layer.operator(), decibels(layer.signal()), decibels(layer.alone()),
                    layer.weights() == null ? "" : decibels(layer.weights()),
                    String.format(Locale.ROOT, "%.3f %%", 100 * layer.saturated()), worst ? "hurts most" : "");
        }
        table.print(out);
        out.printf(Locale.ROOT, "%s, %s, a scale for each %s: the output has %.1f dB over %d images%n", report.model(), words(plan.calibration()),
                plan.weights() == WeightGranularity.PER_CHANNEL ? "channel" : "layer", report.output(), report.images());
        out.flush();
    }

    private static String words(CalibrationMethod method) {
        return switch (method) {
            case CalibrationMethod.MinMax _ -> "smallest to largest value";
            case CalibrationMethod.Percentile(double percent) -> "percentile " + percent;
            case CalibrationMethod.Entropy _ -> "entropy";
            case CalibrationMethod.SquaredError _ -> "least square error";
        };
    }

    private static String decibels(double ratio) {
        return String.format(Locale.ROOT, "%.1f", ratio);
    }
}
