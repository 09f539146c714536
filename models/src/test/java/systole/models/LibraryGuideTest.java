package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Value;
import systole.graph.Window;
import systole.models.augment.AffineJitter;
import systole.models.data.DrawnDigits;
import systole.models.data.Normalisation;
import systole.models.data.PixelDataset;
import systole.models.data.PixelImages;
import systole.nn.AdamW;
import systole.nn.Checkpoint;
import systole.nn.Clipping;
import systole.nn.Dataset;
import systole.nn.EpochResult;
import systole.nn.Evaluation;
import systole.nn.Initialiser;
import systole.nn.Loss;
import systole.nn.Network;
import systole.nn.Objective;
import systole.nn.Parameters;
import systole.nn.Safetensors;
import systole.nn.Schedule;
import systole.nn.Sgd;
import systole.nn.Stopping;
import systole.nn.Tensor;
import systole.nn.TrainedWeights;
import systole.nn.Trainer;
import systole.nn.TrainingListener;
import systole.nn.TrainingPlan;
import systole.nn.TransferReport;
import systole.nn.inside.ConfusionMatrix;
import systole.nn.inside.Saliency;

/** The library's use as docs/LIBRARY.md shows it. */
class LibraryGuideTest {
    private static final Path SOURCE = Path.of("src/test/java/systole/models/LibraryGuideTest.java");
    private static final Path GUIDE = Path.of("../docs/LIBRARY.md");

    @TempDir
    private Path folder;

    @Test
    void aNetworkIsBuiltTrainedWatchedSavedAndTaughtAnew() throws IOException {
        // LIBRARY begins
        Value x = Graph.sequential("residual", Shape.map(1, 28, 28))
                .conv2d("conv1", 8, Window.square(5, 2, 2)).relu("relu1");
        Value y = x.conv2d("conv2", 8, Window.square(3, 1, 1)).batchNorm2d("bn2").relu("relu2");
        Graph graph = y.add("sum", x).maxPool("pool", Window.square(2, 2, 0))
                .flatten("flatten").dropout("drop", 0.1f).linear("fc", 10).build();
        System.out.println(graph.summary());
        // block
        Dataset training = new PixelDataset(PixelImages.of(DrawnDigits.of(1, 600)), Normalisation.NONE);
        Dataset validation = new PixelDataset(PixelImages.of(DrawnDigits.of(2, 100)), Normalisation.NONE);
        // block
        TrainingPlan plan = TrainingPlan.of(6, 32, Schedule.warmUp(1, 0.1, Schedule.cosine(3e-3)))
                .with(AffineJitter.DIGITS)
                .with(Objective.of(Loss.crossEntropy()).with(Clipping.byNorm(5)))
                .with(Stopping.withoutProgress(3, 0)).withSeed(7).withThreads(2);
        Parameters parameters = Initialiser.he().parameters(graph, 7);
        Path checkpoint = folder.resolve("residual.checkpoint");
        List<EpochResult> curve = new Trainer(graph, parameters, new AdamW(), plan)
                .train(training, validation, TrainingListener.checkpoint(checkpoint));
        // block
        List<EpochResult> longer = new Trainer(graph, Parameters.zeros(graph), new AdamW(), plan)
                .resume(Checkpoint.read(checkpoint)).train(training, validation, TrainingListener.NONE);
        // block
        Network network = new Network(graph, parameters);
        float[] logits = network.forward(validation.image(0));
        double accuracy = Evaluation.of(network, validation).accuracy();
        ConfusionMatrix confusion = ConfusionMatrix.of(network, validation, done -> { });
        Tensor saliency = Saliency.of(network, validation.image(3), validation.label(3));
        // block
        Path weights = folder.resolve("residual.safetensors");
        new TrainedWeights(parameters, curve).write(weights);
        // block
        Graph parity = graph.after("flatten").linear("parity", 2).build();
        Parameters transferred = Initialiser.he().parameters(parity, 1);
        TransferReport report = transferred.loadByName(Safetensors.read(weights));
        TrainingPlan head = TrainingPlan.of(1, 32, Schedule.constant(0.1))
                .freezing(Set.of("conv1", "conv2", "bn2"));
        Trainer trainer = new Trainer(parity, transferred, new Sgd(), head);
        // LIBRARY ends
        assertTrue(Files.readString(GUIDE).contains("```\n" + graph.summary() + "```\n"), graph.summary().toString());
        assertEquals(curve, longer, "the training was over when it was resumed");
        assertTrue(accuracy > 0.6 && curve.getLast().loss() < curve.getFirst().loss(), curve.toString());
        assertEquals(10, logits.length);
        assertEquals(10, confusion.images(4));
        assertEquals(Shape.map(1, 28, 28), saliency.shape());
        assertEquals("8 tensors fit; missing: parity.weight, parity.bias; unexpected: fc.weight, fc.bias; of another shape: none", report.toString());
        assertEquals(1, trainer.train(new Parity(training), TrainingListener.NONE).size());
    }

    /** Whether digits are odd. */
    private record Parity(Dataset digits) implements Dataset {
        @Override
        public int size() {
            return digits.size();
        }

        @Override
        public float[] image(int index) {
            return digits.image(index);
        }

        @Override
        public int label(int index) {
            return digits.label(index) % 2;
        }
    }

    @Test
    void theGuideShowsThisCode() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        String code = lines.subList(lines.indexOf("        // LIBRARY begins") + 1, lines.indexOf("        // LIBRARY ends")).stream()
                .filter(line -> !line.equals("        // block")).map(line -> line.substring(8)).collect(Collectors.joining("\n"));
        String shown = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL).matcher(Files.readString(GUIDE)).results()
                .map(block -> block.group(1)).collect(Collectors.joining("\n"));
        assertEquals(code, shown);
    }
}
