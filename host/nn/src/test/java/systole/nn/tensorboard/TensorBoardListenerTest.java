package systole.nn.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;
import systole.nn.Dataset;
import systole.nn.Initialiser;
import systole.nn.Schedule;
import systole.nn.Sgd;
import systole.nn.Trainer;
import systole.nn.TrainingPlan;

class TensorBoardListenerTest {
    @TempDir
    private Path folder;

    private record Flat(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            return new float[16];
        }

        @Override
        public int label(int index) {
            return 0;
        }
    }

    @Test
    void everyEpochLeavesScalarsHistogramsAndFilters() throws IOException {
        Graph graph = Graph.sequential("small", Shape.map(1, 4, 4)).conv2d("conv", 2, Window.square(3, 1, 1)).linear("fc", 2).build();
        try (TensorBoardListener listener = TensorBoardListener.in(folder, graph)) {
            new Trainer(graph, Initialiser.he().parameters(graph, 1), new Sgd(), TrainingPlan.of(3, 4, Schedule.constant(0.1)))
                    .train(new Flat(8), new Flat(4), listener);
        }
        try (var files = Files.list(folder)) {
            String events = Files.readString(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
            for (String tag : new String[] {"loss/training", "loss/validation", "accuracy/training", "accuracy/validation", "learning rate",
                "images per second", "conv.weight", "conv.bias", "fc.weight", "fc.bias", "filters/conv"}) {
                assertEquals(4, events.split(tag, -1).length, tag);
            }
            assertTrue(events.contains("PNG"));
        }
    }
}
