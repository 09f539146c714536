package systole.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import systole.compiler.interpreter.ProgramInterpreter;
import systole.contract.Configuration;
import systole.quant.QuantisedGraph;

/** Compiles a graph, executes it in program order and in random legal orders, and compares every byte with the evaluator's. */
final class ProgramCheck {
    private final QuantisedGraph graph;
    private final int images;
    private final long seed;
    private final byte[] values;
    private final Map<String, byte[]> expected;

    private ProgramCheck(QuantisedGraph graph, int images, long seed) {
        this.graph = graph;
        this.images = images;
        this.seed = seed;
        values = new byte[images * graph.input().shape().size()];
        new Random(seed).nextBytes(values);
        expected = expected();
    }

    /** The program of a network that needs only one, for one image. */
    static Program check(QuantisedGraph graph, Configuration configuration, long seed) {
        return check(graph, configuration, 1, seed).program();
    }

    static NetworkProgram check(QuantisedGraph graph, Configuration configuration, int images, long seed) {
        return new ProgramCheck(graph, images, seed).check(configuration);
    }

    private NetworkProgram check(Configuration configuration) {
        NetworkProgram observing = Compiler.compile(graph, configuration, CompilerOptions.observing().batch(images));
        observing.programs().forEach(ProgramValidator::validate);
        Map<String, byte[]> observed = SegmentRunner.run(observing, graph.input().name(), values, ProgramInterpreter::run);
        observed.forEach((tensor, bytes) -> assertArrayEquals(expected.get(tensor), bytes,
                () -> "seed %d, %d images, tensor %s of %s".formatted(seed, images, tensor, graph.tensor(tensor).shape())));
        Set<String> seen = observing.programs().stream().flatMap(program -> program.observables().stream())
                .map(layout -> layout.tensor().name()).collect(Collectors.toSet());
        observing.programs().stream().flatMap(program -> program.layers().stream()).filter(layer -> !layer.op().equals("copy"))
                .forEach(layer -> assertTrue(seen.contains(layer.output().name()), () -> layer + " is not seen"));

        NetworkProgram network = Compiler.compile(graph, configuration, CompilerOptions.standard().batch(images));
        network.programs().forEach(ProgramValidator::validate);
        network.programs().forEach(program -> assertTrue(program.observables().isEmpty()));
        assertAnswer(network, ProgramInterpreter::run, "in order");
        for (int i = 0; i < 3; i++) {
            Random order = new Random(seed + i);
            assertAnswer(network, (program, input) -> ProgramInterpreter.runShuffled(program, input, order), "shuffled");
        }
        return network;
    }

    private void assertAnswer(NetworkProgram network, SegmentRunner.Interpretation interpretation, String how) {
        String output = graph.output().name();
        byte[] actual = SegmentRunner.run(network, graph.input().name(), values, interpretation).get(output);
        assertArrayEquals(expected.get(output), actual, () -> "seed %d, %d images, %s".formatted(seed, images, how));
    }

    /** All tensors, image after image. */
    private Map<String, byte[]> expected() {
        Map<String, ByteArrayOutputStream> tensors = new HashMap<>();
        int size = graph.input().shape().size();
        for (int image = 0; image < images; image++) {
            GraphEvaluator.evaluate(graph, Arrays.copyOfRange(values, image * size, (image + 1) * size)).forEach((name, bytes) ->
                    tensors.computeIfAbsent(name, tensor -> new ByteArrayOutputStream()).writeBytes(bytes));
        }
        return tensors.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
    }
}
