package systole.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import systole.graph.Graph;
import systole.graph.Operator;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;

/** A JVM that lacks the Vector API's module trains by plain loops, to the same bits. */
class PlainLoopsTest {
    private record Noise(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            SplittableRandom random = new SplittableRandom(index);
            float[] image = new float[2 * 11 * 9];
            IntStream.range(0, image.length).forEach(i -> image[i] = (float) random.nextDouble(-1, 1));
            return image;
        }

        @Override
        public int label(int index) {
            return index % 3;
        }
    }

    @Test
    void giveTheSameBits() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-XX:-UsePerfData",
                "-cp", System.getProperty("java.class.path"), PlainLoopsTest.class.getName()).redirectErrorStream(true).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ScalarKernel.class.getSimpleName(), said.getFirst(), String.join("\n", said));
        assertNotEquals(ScalarKernel.class, Kernel.BEST.getClass(), "tests run with the module");
        assertEquals(trained().lines().toList(), said.subList(1, said.size()));
    }

    /** Run by {@link #giveTheSameBits} in a JVM of its own. */
    public static void main(String[] arguments) {
        System.out.println(Kernel.BEST.getClass().getSimpleName());
        System.out.println(trained());
    }

    /** Every trained tensor as its name and its bits, a line each. */
    private static String trained() {
        Value x = Graph.sequential("all", Shape.map(2, 11, 9)).conv2d("conv", 8, Window.square(3, 1, 1)).batchNorm2d("bn").relu("relu");
        Value y = x.conv2d("grouped", 8, Window.square(3, 1, 1), 4).add("sum", x).conv2d("strided", 12, Window.square(3, 2, 1));
        Graph graph = y.then("up", new Operator.ConvTranspose2d(6, Window.square(3, 2, 1), 0, 0, 2, true)).tanh("tanh")
                .averagePool("pool", Window.square(2, 2, 0)).linear("fc1", 37).relu("relu1").linear("fc2", 3).build();
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        new Trainer(graph, parameters, new Adam(), TrainingPlan.of(2, 7, Schedule.constant(1e-2)).withThreads(2)).train(new Noise(30), TrainingListener.NONE);
        return parameters.values().entrySet().stream().map(entry -> entry.getKey() + " " + IntStream.range(0, entry.getValue().length)
                .mapToObj(i -> Float.toHexString(entry.getValue()[i])).collect(Collectors.joining(" "))).collect(Collectors.joining("\n"));
    }
}
