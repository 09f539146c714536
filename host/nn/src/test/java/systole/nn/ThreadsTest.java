package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** Layers large enough to be cut into many tasks give the same bits on any number of threads. */
class ThreadsTest {
    @ParameterizedTest
    @EnumSource(Phase.class)
    void doNotChangeASingleBit(Phase phase) {
        List<float[]> one = run(phase, 1);
        for (int threads : new int[] {2, 3, 5}) {
            List<float[]> many = run(phase, threads);
            for (int i = 0; i < one.size(); i++) {
                assertArrayEquals(one.get(i), many.get(i), "%d threads, array %d".formatted(threads, i));
            }
        }
        assertTrue(one.getFirst()[0] != 0);
    }

    /** The output, the input's gradient, and the parameters' gradients and running statistics. */
    static List<float[]> run(Phase phase, int threads) {
        Graph graph = graph();
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        Parameters gradients = Parameters.gradients(graph);
        Batch batch = new Batch(graph, parameters, phase, 2);
        fill(batch.input());
        fill(batch.outputGradient());
        try (Workers workers = Workers.of(threads)) {
            Pass pass = new Pass(2, 9, workers);
            batch.forward(pass);
            batch.backward(pass, gradients);
            batch.inputGradient(pass, graph.output());
        }
        List<float[]> results = new ArrayList<>(List.of(batch.output(), batch.gradient("input")));
        results.addAll(gradients.values().values());
        results.addAll(parameters.values().values());
        return results;
    }

    private static Graph graph() {
        Value x = Graph.sequential("wide", Shape.map(3, 37, 41));
        Value y = x.conv2d("conv", 10, Window.square(3, 1, 1)).batchNorm2d("bn").relu("relu");
        Value z = y.conv2d("point", 10, Window.square(1, 1, 0)).add("add", y).then("norm", new Operator.LocalResponseNorm(5, 0.1f, 0.75f, 1));
        Value up = z.maxPool("pool", Window.square(3, 2, 1))
                .then("up", new Operator.ConvTranspose2d(8, Window.square(3, 2, 1), 0, 0, 2, true)).then("elu", new Operator.Elu(1));
        return up.concat("concat", z).dropout("drop", 0.3f).softmax("softmax").averagePool("average", Window.square(3, 2, 1))
                .linear("fc", 70).build();
    }

    private static void fill(float[] values) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
    }
}
