package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;

class LayerScheduleTest {
    private static final int LANES = 4;
    private static final Configuration CONFIGURATION = new Configuration(new ArrayConfiguration(LANES, 4),
            new MemoryConfiguration(256, 256, 128, 64, 1, 128), new BusConfiguration(64, 16, 8), 2);
    private static final int MAPS = 2;

    private static InputFormat format(int inputs, int outputs, int kernel, int groups) {
        GraphMaker maker = new GraphMaker(new Random(1), Shape.map(inputs, 9, 7));
        QuantisedGraph graph = maker.convolution(outputs, Window.square(kernel, 1, kernel / 2), groups).graph();
        ArraySegment segment = new ArraySegment("layer", graph.nodes(), List.of(graph.input()), List.of(graph.output()));
        return InputFormat.blocked(ArrayLayers.of(segment, CONFIGURATION.memory().accumulatorBankRows()).getFirst(), ChannelMap.dense(LANES, inputs));
    }

    private static List<Visit> visits(InputFormat format, Tiling tiling, boolean resident) {
        return new LayerSchedule(format, MAPS, tiling, resident, CONFIGURATION).visits();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "24, 13, 1, 1, 6", "24, 40, 3, 1, 2", "24, 24, 3, 2, 6", "5, 5, 5, 5, 2", "70, 8, 1, 1, 7"})
    void everyTapOfEveryTileOnce(int inputs, int outputs, int kernel, int groups, int inputBlocks) {
        InputFormat format = format(inputs, outputs, kernel, groups);
        for (boolean resident : new boolean[] {false, true}) {
            for (int outputBlocks : new int[] {1, 2}) {
                int blocks = resident ? format.blocks() : Math.min(inputBlocks, format.blocks());
                checkTaps(format, visits(format, new Tiling(2, 7, blocks, outputBlocks, 0, 0), resident));
            }
        }
    }

    private static void checkTaps(InputFormat format, List<Visit> visits) {
        Map<Object, Integer> tiles = new HashMap<>();
        Map<Object, Integer> begun = new HashMap<>();
        Map<Object, Integer> ended = new HashMap<>();
        for (Visit visit : visits) {
            Object sums = List.of(visit.tile(), visit.block());
            assertEquals(visit.first(), begun.isEmpty() || !begun.containsKey(sums), "the first one overwrites: " + visit);
            assertFalse(ended.containsKey(sums), "nothing follows the last one: " + visit);
            begun.put(sums, 1);
            if (visit.last()) {
                ended.put(sums, 1);
            }
            tiles.merge(sums, visit.chunk().tiles(), Integer::sum);
            assertEquals(visit.chunk().blocks(), visit.chunk().blocks().intersection(visit.piece().blocks()), "the input is there");
        }
        assertEquals(begun.keySet(), ended.keySet());
        assertEquals(MAPS * 5 * Math.ceilDiv(format.layer().outputs(), LANES), tiles.size());
        for (Visit visit : visits) {
            assertEquals(format.weightBox(visit.block()).tiles(), tiles.get(List.of(visit.tile(), visit.block())));
        }
    }

    @Test
    void theFirstExecuteNeedsOneBlockAndOneChunk() {
        List<Visit> visits = visits(format(40, 16, 1, 1), new Tiling(2, 7, 10, 1, 0, 0), false);
        assertEquals(new Chunk.Extent(0, 1), visits.getFirst().chunk().blocks());
        assertEquals(new Chunk.Extent(0, 1), visits.getFirst().piece().parts().getFirst());
        assertTrue(visits.getFirst().group().size() > 1, "several output blocks share the part");
    }

    @Test
    void whatWasStoredLastIsReadLast() {
        List<Visit> visits = visits(format(40, 16, 1, 1), new Tiling(9, 7, 10, 1, 0, 0), true);
        List<Visit> ofFirstBlock = visits.stream().filter(visit -> visit.block() == 0 && visit.tile().map() == 0).toList();
        assertEquals(new Chunk.Extent(9, 10), ofFirstBlock.getLast().chunk().blocks());
    }
}
