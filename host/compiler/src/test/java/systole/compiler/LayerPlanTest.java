package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systole.contract.ArrayConfiguration;
import systole.contract.BusConfiguration;
import systole.contract.Configuration;
import systole.contract.MemoryConfiguration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;

/** What a program says about its layers, and graphs that are not chains. */
class LayerPlanTest {
    @Test
    void countsWholeBeats() {
        Configuration wideBus = new Configuration(new ArrayConfiguration(4, 4), new MemoryConfiguration(256, 256, 128, 64, 1, 128),
                new BusConfiguration(64, 16, 8), 8);
        GraphMaker maker = new GraphMaker(new Random(1), Shape.map(5, 1, 3)).convolution(3, Window.square(1, 1, 0), 1);
        LayerPlan layer = Compiler.compile(maker.graph(), wideBus, CompilerOptions.standard()).program().layers().getFirst();
        // One beat each: two blocks of 12 bytes of input, two weight tiles of 16 bytes, 8 parameter rows of 4 bytes.
        assertEquals(3 * 64, layer.bytesRead());
        assertEquals(12 + 64, layer.bytesWritten());
        assertEquals(5 * 3 * 3, layer.macs());
        assertEquals("conv", layer.op());
    }

    @Test
    void namesFusedLayersAndCountsNoMacsForPools() {
        GraphMaker maker = new GraphMaker(new Random(1), Shape.map(3, 8, 8)).convolution(4, Window.square(3, 1, 1), 1)
                .maxPool(Window.square(2, 2, 0)).maxPool(Window.square(2, 1, 0)).averagePool(Window.square(3, 1, 0)).linear(2);
        List<LayerPlan> layers = Compiler.compile(maker.graph(), Configuration.ofArray(4), CompilerOptions.standard()).program().layers();
        assertEquals(List.of("n0+n1", "n2", "n3", "n4"), layers.stream().map(LayerPlan::name).toList());
        assertEquals(List.of("conv+maxpool", "maxpool", "averagepool", "linear"), layers.stream().map(LayerPlan::op).toList());
        assertEquals(List.of("n1", "n2", "n3", "n4"), layers.stream().map(layer -> layer.output().name()).toList());
        assertEquals(List.of(27L * 4 * 64, 0L, 0L, 8L), layers.stream().map(LayerPlan::macs).toList());
        assertEquals(List.of(0, 64, 128, 192), layers.stream().map(LayerPlan::snapshotOffset).toList());
    }

    @Test
    void aTensorMayHaveSeveralReaders() {
        QuantisedGraph chain = new GraphMaker(new Random(4), Shape.map(3, 9, 9)).convolution(7, Window.square(3, 1, 1), 1)
                .maxPool(Window.square(3, 2, 1)).convolution(7, Window.square(3, 1, 1), 1).graph();
        QuantisedNode first = chain.nodes().getFirst();
        QuantisedTensor pooled = new QuantisedTensor("again", Shape.map(7, 8, 8), first.output().quantisation());
        List<QuantisedNode> nodes = new ArrayList<>(chain.nodes());
        nodes.add(new QuantisedNode(new QuantisedOperator.MaxPool(Window.square(2, 1, 0)), List.of(first.name()), pooled));
        Program program = ProgramCheck.check(new QuantisedGraph("branches", chain.input(), nodes), Configuration.ofArray(4), 4);
        assertEquals(List.of("n0", "n1", "n2", "again"), program.layers().stream().map(LayerPlan::name).toList());
    }
}
