package systole.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void isATable() {
        Graph graph = Graph.sequential("two", Shape.map(3, 32, 48)).conv2d("conv", 10, Window.square(5, 1, 2)).relu("relu")
                .averagePool("pool", new Window(2, 4, 2, 4, 0, 0, 0, 0, 1, 1)).linear("fc", 2).build();
        assertEquals("""
                node   type           output  parameters       MACs    bytes   sees  jump
                input  Input         3x32x48           0          0   18,432      1     1
                conv   Conv2d       10x32x48         760  1,152,000   61,440      5     1
                relu   Relu         10x32x48           0          0   61,440      5     1
                pool   AveragePool  10x16x12           0          0    7,680    6x8   2x4
                fc     Linear              2       3,842      3,840        8  36x52     0
                total                              4,602  1,155,840  149,000
                """, graph.summary().toString());
    }

    @Test
    void addsUpWhatLayersTake() {
        Value x = Graph.sequential("normalised", Shape.map(3, 8, 8)).conv2d("conv", 4, Window.square(1, 1, 0));
        Summary summary = x.batchNorm2d("bn").add("add", x).build().summary();
        assertEquals(4 * 3 + 4 + 2 * 4, summary.parameters(), "without running statistics");
        assertEquals(64 * 4 * 3, summary.macs());
        assertEquals(4L * 64 * (3 + 4 + 4 + 4), summary.activationBytes());
    }
}
