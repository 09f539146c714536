package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Graph;
import systole.models.data.DrawnDigits;
import systole.models.data.Normalisation;
import systole.models.data.PixelDataset;
import systole.models.data.PixelImages;
import systole.nn.Adam;
import systole.nn.Dataset;
import systole.nn.EpochResult;
import systole.nn.Initialiser;
import systole.nn.Loss;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Schedule;
import systole.nn.Trainer;
import systole.nn.TrainingListener;
import systole.nn.TrainingPlan;

/** What a training should begin and end with if all of it is right. */
class DigitNetworksTest {
    private static final int CLASSES = 10;

    /** Nothing is known yet, so every class is as likely: -log(1/10). */
    @ParameterizedTest
    @ValueSource(strings = {"softmax-regression", "mlp-sigmoid", "mlp-relu", "convnet-4-8-12", "convnet-4-8-12-bn", "convnet-6-12-24", "lenet5"})
    void freshNetworksStartAtTheLogarithmOfTen(String name) {
        Graph graph = Zoo.byName(name).graph();
        Dataset digits = drawn(50);
        Network network = new Network(graph, Initialiser.normal(0.01).parameters(graph, 1));
        double sum = 0;
        for (int i = 0; i < digits.size(); i++) {
            float[] wanted = new float[CLASSES];
            wanted[digits.label(i)] = 1;
            sum += Loss.crossEntropy().of(network.forward(digits.image(i)), wanted, new float[CLASSES]);
        }
        assertEquals(Math.log(CLASSES), sum / digits.size(), 0.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax-regression", "mlp-relu", "convnet-4-8-12", "lenet5"})
    void aTinySetIsLearntByHeart(String name) {
        Graph graph = Zoo.byName(name).graph();
        Parameters parameters = Initialiser.he().parameters(graph, 1);
        TrainingPlan plan = TrainingPlan.of(100, 10, Schedule.constant(0.003));
        List<EpochResult> results = new Trainer(graph, parameters, new Adam(), plan).train(drawn(20), TrainingListener.NONE);
        assertTrue(results.getLast().training().loss() < 0.02, results.getLast().toString());
        assertEquals(1, results.getLast().training().accuracy());
    }

    private static Dataset drawn(int count) {
        return new PixelDataset(PixelImages.of(DrawnDigits.of(1, count)), Normalisation.NONE);
    }
}
