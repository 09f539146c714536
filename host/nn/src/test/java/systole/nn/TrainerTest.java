package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
        float[] brighter = image.values().clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] += random.nextFloat() / 10;
        }
        return new Tensor(image.shape(), brighter);
    };

    @Test
    void learnsATinySetByHeart() {
        List<TrainingProgress> heard = new ArrayList<>();
        Parameters parameters = train(TrainingPlan.of(150, 10, Schedule.constant(5e-3)).withThreads(2), 20, heard);
        assertTrue(heard.getLast().loss() < 0.01, "loss " + heard.getLast().loss());
        assertEquals(new Evaluation(20, 20), Evaluation.of(new Network(GRAPH, parameters), new Noise(20)));
    }

    @Test
    void startsAtTheLogarithmOfTheClasses() {
        List<TrainingProgress> heard = new ArrayList<>();
        train(TrainingPlan.of(1, 200, Schedule.constant(0)), 200, heard);
        assertEquals(Math.log(5), heard.getLast().loss(), 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void threadsDoNotChangeASingleBit(int threads) {
        TrainingPlan plan = TrainingPlan.of(2, 27, Schedule.cosine(1e-2)).with(BRIGHTNESS).withSeed(4);
        Parameters one = train(plan, 61, new ArrayList<>());
        Parameters many = train(plan.withThreads(threads), 61, new ArrayList<>());
        one.tensors().forEach((name, tensor) -> assertArrayEquals(tensor.values(), many.get(name).values(), name));
    }

    @Test
    void theSeedChangesTheOrder() {
        Parameters one = train(TrainingPlan.of(1, 8, Schedule.constant(1e-2)).withSeed(4), 40, new ArrayList<>());
        Parameters other = train(TrainingPlan.of(1, 8, Schedule.constant(1e-2)).withSeed(5), 40, new ArrayList<>());
        assertTrue(one.get("fc2.bias").values()[0] != other.get("fc2.bias").values()[0]);
    }

    @Test
    void tellsHowItGoes() {
        List<TrainingProgress> heard = new ArrayList<>();
        train(TrainingPlan.of(2, 25, Schedule.constant(1e-3)).withThreads(2), 60, heard);
        assertEquals(List.of(25, 50, 60, 25, 50, 60), heard.stream().map(TrainingProgress::images).toList());
        assertEquals(List.of(false, false, true, false, false, true), heard.stream().map(TrainingProgress::endsEpoch).toList());
        assertTrue(heard.stream().allMatch(progress -> progress.accuracy() >= 0 && progress.accuracy() <= 1 && progress.imagesPerEpoch() == 60));
    }

    @Test
    void stopsWhenTheLossIsNoNumber() {
        TrainingPlan plan = TrainingPlan.of(3, 10, Schedule.constant(1e30)).withThreads(2);
        String message = assertThrows(ArithmeticException.class, () -> train(plan, 20, new ArrayList<>())).getMessage();
        assertTrue(message.matches("the training loss is (NaN|Infinity) in epoch \\d: the first NaN or infinity is in the output of node \\w+, a \\w+; "
                + "lower the learning rate, or clip gradients"), message);
    }

    /** One step, after a loss that was still a number: what it spoiled shows in the validation. */
    @Test
    void stopsWhenTheLastStepSpoiledTheWeights() {
        Trainer trainer = new Trainer(GRAPH, Initialiser.he().parameters(GRAPH, 9), new Sgd(), TrainingPlan.of(1, 20, Schedule.constant(1e38)));
        TrainingListener listener = TrainingListener.ofEpochs(_ -> fail("an epoch that went wrong is not to be told of"));
        String message = assertThrows(ArithmeticException.class, () -> trainer.train(new Noise(20), shifted(), listener)).getMessage();
        assertTrue(message.matches("the validation loss is (NaN|Infinity) in epoch 1: the first NaN or infinity is in the output of node \\w+, .*"), message);
    }

    @Test
    void errorsInTheDataComeThrough() {
        Augmentation broken = (_, _) -> {
            throw new IllegalStateException("no picture");
        };
        TrainingPlan plan = TrainingPlan.of(1, 10, Schedule.constant(1)).with(broken).withThreads(2);
        assertEquals("no picture", assertThrows(IllegalStateException.class, () -> train(plan, 20, new ArrayList<>())).getMessage());
    }

    @Test
    void namesTheLayerThatMadeTheFirstNaN() {
        Parameters parameters = Initialiser.he().parameters(GRAPH, 9);
        parameters.get("fc1.weight").values()[3] = Float.NaN;
        Trainer trainer = new Trainer(GRAPH, parameters, new Sgd(), TrainingPlan.of(1, 10, Schedule.constant(1)));
        assertEquals("the training loss is NaN in epoch 1: the first NaN or infinity is in the output of node fc1, a Linear; "
                + "lower the learning rate, or clip gradients",
                assertThrows(ArithmeticException.class, () -> trainer.train(new Noise(10), _ -> { })).getMessage());
    }

    @Test
    void validationDecidesWhenToStop() {
        TrainingPlan plan = TrainingPlan.of(50, 10, Schedule.constant(1e-3)).with(Stopping.withoutProgress(3, 0));
        Trainer trainer = new Trainer(GRAPH, Initialiser.he().parameters(GRAPH, 9), new Adam(), plan);
        List<EpochResult> heard = new ArrayList<>();
        List<EpochResult> results = trainer.train(new Noise(30), shifted(), TrainingListener.ofEpochs(state -> heard.add(state.last())));
        assertEquals(heard, results);
        assertTrue(results.size() < 50 && results.getLast().training().loss() < results.getFirst().training().loss(), "noise cannot be generalised");
        assertEquals(17, results.getLast().validation().orElseThrow().images());
        assertTrue(results.getLast().loss() > results.getLast().training().loss());
    }

    @Test
    void refusesLabelsBeyondTheOutputs() {
        Dataset wrong = new Dataset() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public float[] image(int index) {
                return new float[64];
            }

            @Override
            public int label(int index) {
                return 5;
            }
        };
        assertEquals("image 0 has label 5, but the network has 5 outputs", assertThrows(IllegalArgumentException.class, () -> new Trainer(GRAPH,
                Parameters.zeros(GRAPH), new Sgd(), TrainingPlan.of(1, 1, Schedule.constant(1))).train(wrong, _ -> { })).getMessage());
    }

    private static Dataset shifted() {
        return new Dataset() {
            @Override
            public int size() {
                return 17;
            }

            @Override
            public float[] image(int index) {
                return new Noise(100).image(index + 50);
            }

            @Override
            public int label(int index) {
                return index % 5;
            }
        };
    }

    @Test
    void refusesAnEmptyPlan() {
        assertEquals("threads must be at least 1, not 0", assertThrows(IllegalArgumentException.class,
                () -> TrainingPlan.of(1, 1, Schedule.constant(1)).withThreads(0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> TrainingPlan.of(0, 1, Schedule.constant(1)));
        assertThrows(IllegalArgumentException.class, () -> TrainingPlan.of(1, -3, Schedule.constant(1)));
    }

    private static Parameters train(TrainingPlan plan, int images, List<TrainingProgress> heard) {
        Parameters parameters = Initialiser.he().parameters(GRAPH, 9);
        new Trainer(GRAPH, parameters, new Adam(), plan).train(new Noise(images), heard::add);
        return parameters;
    }
}
