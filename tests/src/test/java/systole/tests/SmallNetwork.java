package systole.tests;

import java.util.SplittableRandom;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.compiler.GraphMaker;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.runtime.reference.ReferenceExecutor;

/** A network of three layers whose program has every kind of descriptor: what tests break. */
final class SmallNetwork {
    /** A seed whose weights spread every tensor over its range. */
    private static final long SEED = 28;

    private final QuantisedGraph graph = new GraphMaker(new SplittableRandom(SEED), Shape.map(6, 9, 7))
            .convolution(5, Window.square(3, 1, 1), 1).convolutionWithLookup(7, Window.square(2, 2, 1)).linear(3).graph();

    QuantisedGraph graph() {
        return graph;
    }

    Program program(Configuration configuration) {
        return Compiler.compile(graph, configuration, CompilerOptions.standard()).program();
    }

    /** An input by chance. */
    byte[] input(long seed) {
        byte[] values = new byte[graph.input().shape().size()];
        new SplittableRandom(seed).nextBytes(values);
        return values;
    }

    /** The input as the program wants it in memory. */
    byte[] packed(Program program, byte[] input) {
        return program.input().pack(input);
    }

    /** The right output. */
    byte[] expected(byte[] input) {
        return new ReferenceExecutor(graph).run(input).get(graph.output().name());
    }
}
