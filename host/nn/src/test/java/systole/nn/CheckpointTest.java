package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

class CheckpointTest {
    /** With all that a training remembers: running statistics, and chance in the layers. */
    private static final Graph GRAPH = Graph.sequential("small", Shape.map(2, 6, 6)).conv2d("conv", 5, Window.square(3, 1, 1)).batchNorm2d("bn")
            .relu("relu").dropout("drop", 0.3f).flatten("flatten").linear("fc", 4).build();
    private static final TrainingPlan PLAN = TrainingPlan.of(7, 16, Schedule.reduceOnPlateau(5e-3, 0.5, 1))
            .with((image, random) -> new Tensor(image.shape(), scaled(image.values(), 1 + random.nextFloat())))
            .with(Objective.of(Loss.crossEntropy()).with(Regulariser.l2(1e-3)).with(Clipping.byNorm(3)))
            .with(Stopping.withoutProgress(6, 0)).withSeed(11);

    @TempDir
    private Path folder;

    private record Noise(int size, int first) implements Dataset {
        @Override
        public float[] image(int index) {
            SplittableRandom random = new SplittableRandom(first + index);
            float[] image = new float[72];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextDouble();
            }
            return image;
        }

        @Override
        public int label(int index) {
            return (first + index) % 4;
        }
    }

    private static float[] scaled(float[] values, float factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** A training of its own from the start, or from a checkpoint. */
    private static final class Run {
        private final Parameters parameters = Initialiser.he().parameters(GRAPH, 3);
        private final Trainer trainer;

        Run(Optimiser optimiser, TrainingPlan plan) {
            trainer = new Trainer(GRAPH, parameters, optimiser, plan);
        }

        List<EpochResult> train(TrainingListener listener) {
            return trainer.train(new Noise(53, 0), new Noise(21, 100), listener);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 1", "2, 3", "3, 2"})
    void aResumedTrainingEndsAsAnUninterruptedOne(int threadsBefore, int threadsAfter) {
        for (Optimiser optimiser : List.of(new Adam(), new Sgd(), new Momentum(0.9), new AdaDelta())) {
            Run whole = new Run(optimiser, PLAN);
            List<EpochResult> expected = whole.train(TrainingListener.NONE);

            Path file = folder.resolve("training.checkpoint");
            interruptAfter(3, new Run(optimiser, PLAN.withThreads(threadsBefore)), file);
            Run resumed = new Run(optimiser, PLAN.withThreads(threadsAfter));
            resumed.trainer.resume(Checkpoint.read(file));

            assertEquals(expected, resumed.train(TrainingListener.NONE), optimiser.toString());
            whole.parameters.tensors().forEach((name, tensor) ->
                    assertArrayEquals(tensor.values(), resumed.parameters.get(name).values(), optimiser + ", " + name));
        }
    }

    private static void interruptAfter(int epochs, Run run, Path file) {
        TrainingListener listener = TrainingListener.checkpoint(file).and(TrainingListener.ofEpochs(state -> {
            if (state.results().size() == epochs) {
                throw new IllegalStateException("pulled the plug");
            }
        }));
        assertEquals("pulled the plug", assertThrows(IllegalStateException.class, () -> run.train(listener)).getMessage());
    }

    @Test
    void keepsTheBestEpochsWeights() {
        Path file = folder.resolve("best.safetensors");
        Run run = new Run(new Adam(), PLAN);
        List<Parameters> each = new ArrayList<>();
        List<EpochResult> results = run.train(TrainingListener.bestWeights(file).and(TrainingListener.ofEpochs(state -> {
            Path copy = folder.resolve("copy.safetensors");
            Safetensors.write(copy, state.parameters());
            each.add(Safetensors.read(copy));
        })));
        int best = 0;
        for (int i = 1; i < results.size(); i++) {
            Score score = results.get(i).validation().orElseThrow();
            Score before = results.get(best).validation().orElseThrow();
            best = score.correct() > before.correct() || score.correct() == before.correct() && score.loss() < before.loss() ? i : best;
        }
        assertArrayEquals(each.get(best).get("fc.weight").values(), Safetensors.read(file).get("fc.weight").values());
    }

    @Test
    void otherTrainingsAreRefused() {
        Path file = folder.resolve("training.checkpoint");
        new Run(new Adam(), PLAN).train(TrainingListener.checkpoint(file));
        TrainingState state = Checkpoint.read(file);
        Run otherSeed = new Run(new Adam(), PLAN.withSeed(12));
        otherSeed.trainer.resume(state);
        assertEquals("a training of small on 53 images in batches of 16 with seed 11 cannot go on as one of small on 53 images in batches of 16 with seed 12; "
                + "give the same model, data, batch size and seed",
                assertThrows(IllegalArgumentException.class, () -> otherSeed.train(TrainingListener.NONE)).getMessage());
        String message = assertThrows(WeightsException.class, () -> new Run(new Momentum(0.9), PLAN).trainer.resume(state)).getMessage();
        assertTrue(message.contains("missing: conv.weight/velocity") && message.contains("unexpected: conv.weight/mean"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "", "{\"identity\":null,\"steps\":1,\"epochs\":[]}",
        "{\"identity\":{\"graph\":\"g\",\"images\":1,\"batchSize\":1,\"seed\":1},\"steps\":1,\"epochs\":[]}",
        "{\"identity\":{\"graph\":\"g\",\"images\":1,\"batchSize\":1,\"seed\":1},\"steps\":1,\"epochs\":[{\"training\":null}]}",
        "{\"identity\":{\"graph\":\"g\",\"images\":1,\"batchSize\":1,\"seed\":1},\"steps\":1,\"epochs\":[null]}"})
    void otherFilesAreRefused(String training) {
        Path file = folder.resolve("other");
        Safetensors.write(file, new Safetensors.Content(Parameters.zeros(GRAPH), Map.of("systole.training", training)));
        assertEquals(file + " is not a training's checkpoint: its 'systole.training' does not tell where the training stands",
                assertThrows(WeightsException.class, () -> Checkpoint.read(file)).getMessage());
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws IOException, InterruptedException {
        Path file = folder.resolve("training.checkpoint");
        new Run(new Adam(), PLAN).train(TrainingListener.checkpoint(file));
        byte[] before = Files.readAllBytes(file);
        // A limit of one block on the size of files that this process may write: writing fails midway, as on a full disk.
        Process process = new ProcessBuilder("bash", "-c", "ulimit -f 4; exec \"$0\" -XX:-UsePerfData -cp \"$1\" systole.nn.CheckpointTest \"$2\"",
                ProcessHandle.current().info().command().orElseThrow(), System.getProperty("java.class.path"), file.toString()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("weights %s cannot be written: File too large\n".formatted(file), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "nothing else is left in the folder");
        }
    }

    /** Run by {@link #aFullDiskLeavesTheOldFile}. */
    public static void main(String[] arguments) {
        TrainingState state = Checkpoint.read(Path.of(arguments[0]));
        try {
            Checkpoint.write(Path.of(arguments[0]), state);
        } catch (WeightsException e) {
            System.out.println(e.getMessage());
        }
    }
}
