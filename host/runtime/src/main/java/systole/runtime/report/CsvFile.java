package systole.runtime.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import systole.files.WholeFile;

/** Writes reports as comma-separated values: a header, then a row for each layer. Columns are called as in the JSON. */
public final class CsvFile {
    private static final CsvMapper MAPPER = CsvMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private CsvFile() {
    }

    /** A layer with what tells it from those of other reports; columns stay empty where nothing is known. */
    @JsonPropertyOrder({"model", "device", "array", "batch", "images"})
    record Row(String model, String device, int array, int batch, int images, @JsonUnwrapped Report.Layer layer) {
    }

    /** Writes all layers of all reports, as {@link WholeFile} does. */
    public static void write(Path file, List<Report> reports) throws IOException {
        List<Row> rows = reports.stream().flatMap(report -> report.layers().stream().map(layer ->
                new Row(report.model(), report.device(), report.array(), report.batch(), report.images(), layer))).toList();
        WholeFile.write(file, stream -> MAPPER.writer(MAPPER.schemaFor(Row.class).withHeader()).writeValue(stream, rows));
    }
}
