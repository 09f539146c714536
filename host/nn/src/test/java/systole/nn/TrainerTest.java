package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.graph.Shape;
import systole.graph.Window;

class TrainerTest {
    private static final Graph GRAPH = Graph.sequential("tiny", Shape.map(1, 8, 8)).conv2d("conv", 6, Window.square(3, 1, 1)).relu("relu")
            .maxPool("pool", Window.square(2, 2, 0)).flatten("flatten").linear("fc1", 24).relu("relu2").linear("fc2", 5).build();

    /** Noise with labels that have nothing to do with it: only learning by heart helps. */
    private record Noise(int size) implements Dataset {
        @Override
        public float[] image(int index) {
            SplittableRandom random = new SplittableRandom(index);
            float[] image = new float[64];
            for (int i = 0; i < image.length; i++) {
                image[i] = random.nextFloat();
            }
            return image;
        }

        @Override
        public int label(int index) {
            return index * 7 % 5;
        }
    }

    private static final Augmentation BRIGHTNESS = (image, random) -> {
        float[] brighter = image.clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] += random.nextFloat() / 10;
        }
        return brighter;
    };

    @Test
    void learnsATinySetByHeart() {
        List<TrainingProgress> heard = new ArrayList<>();
        Parameters parameters = train(new TrainingPlan(150, 10, Schedule.constant(5e-3), Augmentation.NONE, 1, 2), 20, heard);
        assertTrue(heard.getLast().loss() < 0.01, "loss " + heard.getLast().loss());
        assertEquals(new Evaluation(20, 20), Evaluation.of(new Network(GRAPH, parameters), new Noise(20)));
    }

    @Test
    void startsAtTheLogarithmOfTheClasses() {
        List<TrainingProgress> heard = new ArrayList<>();
        train(new TrainingPlan(1, 200, Schedule.constant(0), Augmentation.NONE, 1, 1), 200, heard);
        assertEquals(Math.log(5), heard.getLast().loss(), 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void threadsDoNotChangeASingleBit(int threads) {
        Parameters one = train(new TrainingPlan(2, 27, Schedule.cosine(1e-2), BRIGHTNESS, 4, 1), 61, new ArrayList<>());
        Parameters many = train(new TrainingPlan(2, 27, Schedule.cosine(1e-2), BRIGHTNESS, 4, threads), 61, new ArrayList<>());
        one.tensors().forEach((name, tensor) -> assertArrayEquals(tensor.values(), many.get(name).values(), name));
    }

    @Test
    void theSeedChangesTheOrder() {
        Parameters one = train(new TrainingPlan(1, 8, Schedule.constant(1e-2), Augmentation.NONE, 4, 1), 40, new ArrayList<>());
        Parameters other = train(new TrainingPlan(1, 8, Schedule.constant(1e-2), Augmentation.NONE, 5, 1), 40, new ArrayList<>());
        assertTrue(one.get("fc2.bias").values()[0] != other.get("fc2.bias").values()[0]);
    }

    @Test
    void tellsHowItGoes() {
        List<TrainingProgress> heard = new ArrayList<>();
        train(new TrainingPlan(2, 25, Schedule.constant(1e-3), Augmentation.NONE, 1, 2), 60, heard);
        assertEquals(List.of(25, 50, 60, 25, 50, 60), heard.stream().map(TrainingProgress::images).toList());
        assertEquals(List.of(false, false, true, false, false, true), heard.stream().map(TrainingProgress::endsEpoch).toList());
        assertTrue(heard.stream().allMatch(progress -> progress.accuracy() >= 0 && progress.accuracy() <= 1 && progress.imagesPerEpoch() == 60));
    }

    @Test
    void stopsWhenTheLossIsNoNumber() {
        TrainingPlan plan = new TrainingPlan(3, 10, Schedule.constant(1e30), Augmentation.NONE, 1, 2);
        String message = assertThrows(ArithmeticException.class, () -> train(plan, 20, new ArrayList<>())).getMessage();
        assertTrue(message.matches("the training loss is (NaN|Infinity) in epoch \\d: lower the learning rate"), message);
    }

    @Test
    void errorsInTheDataComeThrough() {
        Augmentation broken = (_, _) -> {
            throw new IllegalStateException("no picture");
        };
        TrainingPlan plan = new TrainingPlan(1, 10, Schedule.constant(1), broken, 1, 2);
        assertEquals("no picture", assertThrows(IllegalStateException.class, () -> train(plan, 20, new ArrayList<>())).getMessage());
    }

    @Test
    void refusesAnEmptyPlan() {
        assertEquals("threads must be at least 1, not 0", assertThrows(IllegalArgumentException.class,
                () -> new TrainingPlan(1, 1, Schedule.constant(1), Augmentation.NONE, 1, 0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(0, 1, Schedule.constant(1), Augmentation.NONE, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, -3, Schedule.constant(1), Augmentation.NONE, 1, 1));
    }

    private static Parameters train(TrainingPlan plan, int images, List<TrainingProgress> heard) {
        Parameters parameters = Initialiser.he().parameters(GRAPH, 9);
        new Trainer(GRAPH, parameters, new Adam(), plan).train(new Noise(images), heard::add);
        return parameters;
    }
}
