package systole.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.cli.CommandLineRun;
import systole.compiler.GraphMaker;
import systole.contract.Counter;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.runtime.Device;
import systole.runtime.DeviceOptions;
import systole.runtime.Devices;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/**
 * Cycles from start to done are what they were, at 100 cycles of memory latency and 16 bytes a cycle. Whoever changes them on purpose
 * records the new ones with {@code -Dtest=ExactCyclesTest -Dcycles.record=true} and tells why in the commit.
 */
class ExactCyclesTest {
    private static final CycleRecord RECORD = CycleRecord.read();

    @TempDir
    private Path folder;

    @AfterAll
    static void keepRecord() {
        RECORD.save();
    }

    @Test
    void lenet5TakesAtMostTwelveThousandCycles() throws IOException {
        long cycles = bench("lenet5").get("total").get("cycles").asLong();
        assertTrue(cycles <= 12_000, cycles + " cycles");
        RECORD.check("lenet5 on array 16", cycles);
    }

    @Test
    void convolutionOf64ChannelsUsesTheArrayToNinetyPercent() throws IOException {
        JsonNode total = bench("conv3x3-64").get("total");
        double utilisation = total.get("utilisation").asDouble();
        assertTrue(utilisation >= 0.9, "utilisation " + utilisation);
        RECORD.check("conv3x3-64 on array 16", total.get("cycles").asLong());
    }

    /** A layer alone. */
    enum SmallLayer {
        CONVOLUTION(maker -> maker.convolution(32, Window.square(3, 1, 1), 1)),
        DEPTHWISE(maker -> maker.convolution(17, Window.square(3, 1, 1), 17)),
        POINTWISE(maker -> maker.convolution(33, Window.square(1, 1, 0), 1)),
        CONVOLUTION_AND_POOL(maker -> maker.convolution(16, Window.square(5, 1, 2), 1).maxPool(Window.square(2, 2, 0))),
        MAX_POOL(maker -> maker.maxPool(Window.square(3, 2, 1))),
        AVERAGE_POOL(maker -> maker.averagePool(Window.square(2, 2, 0))),
        LINEAR(maker -> maker.linear(100));

        private final UnaryOperator<GraphMaker> layer;

        SmallLayer(UnaryOperator<GraphMaker> layer) {
            this.layer = layer;
        }

        QuantisedGraph graph() {
            return layer.apply(new GraphMaker(new SplittableRandom(1), Shape.map(17, 13, 11))).graph();
        }
    }

    @ParameterizedTest
    @EnumSource
    void smallLayers(SmallLayer layer) {
        QuantisedGraph graph = layer.graph();
        try (Device device = Devices.open("sim", DeviceOptions.ofArray(16), ProgressMonitor.SILENT);
                Session session = new Session(graph, device)) {
            long cycles = session.run(new byte[graph.input().shape().size()]).timing().orElseThrow().total().get(Counter.CYCLES);
            RECORD.check(layer + " on array 16", cycles);
        }
    }

    private JsonNode bench(String model) throws IOException {
        Path json = folder.resolve("report.json");
        CommandLineRun run = CommandLineRun.of("bench", "--model", model, "--device", "sim", "--array", "16", "--json", json.toString());
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(Files.readString(json));
    }
}
