package systole.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A JVM that was started without the Vector API's module computes the same bits by plain loops. */
class WithoutVectorModuleTest {
    @Test
    void givesTheSameBits() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                WithoutVectorModuleTest.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("ScalarKernel ScalarBlockKernel " + hashes(), output);
    }

    /** Run by {@link #givesTheSameBits}. */
    public static void main(String[] arguments) {
        System.out.print(Stream.of(Kernel.BEST, BlockKernel.BEST).map(kernel -> kernel.getClass().getSimpleName() + " ").collect(Collectors.joining()));
        System.out.print(hashes());
    }

    /** One for each result of prepared networks, and of a training's forward and backward pass. */
    private static String hashes() {
        InferenceNetworkTest inference = new InferenceNetworkTest();
        Stream<float[]> prepared = InferenceNetworkTest.networks()
                .map(graph -> InferenceNetwork.of(graph, inference.parameters(graph)).forward(inference.image(graph)));
        return Stream.concat(prepared, ThreadsTest.run(Phase.TRAINING, 1).stream()).map(Arrays::hashCode).toList().toString();
    }
}
