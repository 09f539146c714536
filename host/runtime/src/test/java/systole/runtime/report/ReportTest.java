package systole.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names in the JSON are an interface: other programs read them. */
class ReportTest {
    private static final Report.Compilation COMPILATION = new Report.Compilation(0.5, 2, 12, 4096, List.of(new Report.HostNode("norm1", "lrn")));

    @Test
    void namesAreThoseThatWerePromised() throws IOException {
        Report.Costs costs = new Report.Costs(10, 0.5, 3, 1, 2, 3, 4, 5);
        Report report = new Report("lenet5", "sim", 16, 300, 1, 1, true, 0, COMPILATION, List.of(new Report.Layer("conv1", "conv", 1280, costs)),
                new Report.Share(1280, 10L, 0.5), new Report.Share(1280, 10L, 0.5), 30e6,
                new Report.Simulation(0.1, 100, 12_800), new Report.Reference(0.2, 5));
        JsonNode json = new ObjectMapper().readTree(JsonFile.text(report));
        assertEquals(List.of("model", "device", "array", "clock_mhz", "batch", "images", "bit_exact", "mismatches",
                "compilation", "layers", "conv", "total",
                "images_per_s", "sim", "reference"), names(json));
        assertEquals(List.of("name", "op", "macs", "cycles", "utilisation", "array_busy", "stall_load", "stall_store", "stall_weights",
                "bytes_read", "bytes_written"), names(json.get("layers").get(0)));
        assertEquals(List.of("macs", "cycles", "utilisation"), names(json.get("conv")));
        assertEquals(List.of("macs", "cycles", "utilisation"), names(json.get("total")));
        assertEquals(List.of("wall_s", "cycles_per_s", "macs_per_s"), names(json.get("sim")));
        assertEquals(List.of("wall_s", "images_per_s"), names(json.get("reference")));
        assertEquals(List.of("wall_s", "programs", "descriptors", "peak_memory_bytes", "host_nodes"), names(json.get("compilation")));
        assertEquals(List.of("name", "op"), names(json.get("compilation").get("host_nodes").get(0)));
        assertEquals(2, json.get("layers").get(0).get("stall_store").asInt());
        assertEquals(3, json.get("layers").get(0).get("stall_weights").asInt());
        assertEquals(1, costs.fillAndDrain());
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        Report.Share share = new Report.Share(7, null, null);
        Report report = new Report("net", "model", 16, 300, 1, 1, true, 0, COMPILATION, List.of(new Report.Layer("fc", "linear", 7, null)), share, share,
                null, null, new Report.Reference(1, 1));
        JsonNode json = new ObjectMapper().readTree(JsonFile.text(report));
        assertFalse(json.has("sim"));
        assertEquals(List.of("name", "op", "macs"), names(json.get("layers").get(0)));
        assertEquals(List.of("macs"), names(json.get("total")));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
