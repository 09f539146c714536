package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.contract.Configuration;
import systole.quant.QuantisedGraph;

/** Compiles a graph, executes it in program order and in random legal orders, and compares every byte with the evaluator's. */
final class ProgramCheck {
    private ProgramCheck() {
    }

    static Program check(QuantisedGraph graph, Configuration configuration, long seed) {
        byte[] values = new byte[graph.input().shape().size()];
        new Random(seed).nextBytes(values);
        Map<String, byte[]> expected = GraphEvaluator.evaluate(graph, values);
        byte zeroPoint = (byte) graph.input().quantisation().zeroPoint();

        Program observing = Compiler.compile(graph, configuration, CompilerOptions.observing());
        ProgramValidator.validate(observing);
        ProgramInterpreter.Result observed = ProgramInterpreter.run(observing, observing.input().pack(values, zeroPoint));
        assertEquals(observing.layers().size(), observing.observables().size());
        for (TensorLayout layout : observing.observables()) {
            byte[] actual = layout.unpack(observed.region(layout.region()));
            assertArrayEquals(expected.get(layout.tensor()), actual,
                    () -> "seed %d, tensor %s of %s".formatted(seed, layout.tensor(), layout.shape()));
        }

        Program program = Compiler.compile(graph, configuration, CompilerOptions.standard());
        ProgramValidator.validate(program);
        assertEquals(0, program.observables().size());
        byte[] input = program.input().pack(values, zeroPoint);
        byte[] answer = expected.get(graph.output().name());
        byte[] inOrder = program.output().unpack(ProgramInterpreter.run(program, input).output());
        assertArrayEquals(answer, inOrder, () -> "seed %d, in order".formatted(seed));
        for (int i = 0; i < 3; i++) {
            Random order = new Random(seed + i);
            byte[] shuffled = program.output().unpack(ProgramInterpreter.runShuffled(program, input, order).output());
            assertArrayEquals(answer, shuffled, () -> "seed %d, shuffled".formatted(seed));
        }
        return program;
    }
}
