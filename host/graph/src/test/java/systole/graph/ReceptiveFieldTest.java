package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptiveFieldTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "5, 4", "3, 8", "11, 3"})
    void aUnitBehindAConvolutionAndAPoolSeesTheirSumLessOne(int kernel, int pool) {
        Graph graph = input().conv2d("conv", 2, Window.square(kernel, 1, 0)).maxPool("pool", Window.square(pool, pool, 0)).build();
        ReceptiveField.Span span = new ReceptiveField.Span(pool + kernel - 1, pool);
        assertEquals(new ReceptiveField(span, span), graph.receptiveFields().get("pool"));
    }

    /** ResNet-50 of the paper, which strides in the first 1x1 convolution of a stage: 483 in Araujo, Norris and Sim's table. */
    @Test
    void resNet50SeesWhatIsPublished() {
        Value x = Graph.sequential("resnet50", Shape.map(1, 224, 224)).conv2d("conv1", 1, Window.square(7, 2, 3)).maxPool("pool", Window.square(3, 2, 1));
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int i = 0; i < blocks[stage]; i++) {
                String block = "conv%d_%d".formatted(stage + 2, i + 1);
                Window first = Window.square(1, stage > 0 && i == 0 ? 2 : 1, 0);
                x = x.conv2d(block + ".1", 1, first).conv2d(block + ".2", 1, Window.square(3, 1, 1)).add(block, x.conv2d(block + ".skip", 1, first));
            }
        }
        assertEquals(new ReceptiveField.Span(483, 32), x.build().receptiveFields().get("conv5_3").rows());
    }

    @Test
    void ofBranchesTheWidestCounts() {
        Value x = input();
        Value narrow = x.conv2d("narrow", 2, Window.square(1, 2, 0));
        Value wide = x.conv2d("wide1", 2, Window.square(3, 1, 1)).conv2d("wide2", 2, Window.square(3, 2, 1));
        assertEquals(new ReceptiveField.Span(5, 2), narrow.add("add", wide).build().receptiveFields().get("add").rows());
    }

    @Test
    void whatReadsAWholeMapHasNoPlaceOnIt() {
        Graph graph = input().conv2d("conv", 2, Window.square(3, 2, 1)).flatten("flat").linear("fc", 3).linear("fc2", 3).build();
        assertEquals(new ReceptiveField.Span(3 + 47 * 2, 0), graph.receptiveFields().get("flat").rows());
        assertEquals(graph.receptiveFields().get("flat"), graph.receptiveFields().get("fc2"));
    }

    private static Value input() {
        return Graph.sequential("test", Shape.map(1, 96, 96));
    }
}
