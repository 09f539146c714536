package systole.drivers;

import java.util.List;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedTensor;

/** Programs to try drivers with. */
final class SamplePrograms {
    private SamplePrograms() {
    }

    /** A 2x2 maximum pool over 5x9x9. */
    static Program pool() {
        return Compiler.compile(poolGraph(), Configuration.ofArray(8), CompilerOptions.standard());
    }

    static QuantisedGraph poolGraph() {
        Quantisation quantisation = new Quantisation(0.5f, -3);
        Window window = Window.square(2, 2, 0);
        Shape input = Shape.map(5, 9, 9);
        return new QuantisedGraph("pool", new QuantisedTensor("image", input, quantisation), List.of(new QuantisedNode(
                new MaxPool(window), List.of("image"), new QuantisedTensor("pool", window.output(input, 5), quantisation))));
    }
}
