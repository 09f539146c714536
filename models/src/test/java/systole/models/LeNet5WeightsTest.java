package systole.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import systole.models.data.DrawnDigits;
import systole.models.data.GreyImage;
import systole.models.data.LabelledImages;
import systole.models.data.Mnist;
import systole.nn.Classification;
import systole.nn.EpochResult;
import systole.nn.Evaluation;
import systole.nn.Network;
import systole.nn.Parameters;

/** What the shipped weights are worth. */
class LeNet5WeightsTest {
    private final TrainedModel model = Models.trained("lenet5");

    @Test
    void classifyMnist() {
        assertAccuracy(0.985, Mnist.read(SharedData.mnist()).test());
    }

    @Test
    void classifyDigitsThatTrainingHasNotSeen() {
        assertAccuracy(0.95, DrawnDigits.of(DrawnDigits.HELD_OUT_SEED, DrawnDigits.HELD_OUT));
    }

    @Test
    void classifyLargeDarkOnLightPictures() {
        LabelledImages digits = DrawnDigits.of(11, 200);
        assertAccuracy(0.95, new LabelledImages(digits.images().stream().map(image -> enlargedDarkOnLight(image, 3)).toList(), digits.labels()));
    }

    @Test
    void theFileTellsHowItWasTrained() {
        List<EpochResult> history = model.trained().history();
        assertEquals(20, history.size());
        assertTrue(history.getLast().score().accuracy() >= 0.985);
    }

    @Test
    void shuffledWeightsGuess() {
        Parameters wrong = model.parameters();
        RandomGenerator random = new Random(1);
        wrong.tensors().values().forEach(tensor -> {
            for (int i = tensor.values().length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                float kept = tensor.values()[i];
                tensor.values()[i] = tensor.values()[other];
                tensor.values()[other] = kept;
            }
        });
        assertTrue(accuracy(wrong, DrawnDigits.of(3, 500)) < 0.5);
    }

    @Test
    void probabilitiesAddUp() {
        float[] logits = new Network(model.graph(), model.parameters()).forward(model.prepare(DrawnDigits.of(1, 1).images().getFirst()));
        double sum = 0;
        for (float probability : Classification.softmax(logits)) {
            sum += probability;
        }
        assertEquals(1, sum, 1e-5);
    }

    private void assertAccuracy(double wanted, LabelledImages images) {
        double accuracy = accuracy(model.parameters(), images);
        assertTrue(accuracy >= wanted, "%.2f %% of %d images are right, and %.2f %% are wanted".formatted(100 * accuracy, images.size(), 100 * wanted));
    }

    private double accuracy(Parameters parameters, LabelledImages images) {
        return Evaluation.of(new Network(model.graph(), parameters), ModelDataset.of(model, images)).accuracy();
    }

    private static GreyImage enlargedDarkOnLight(GreyImage image, int factor) {
        int width = image.width() * factor;
        byte[] pixels = new byte[width * image.height() * factor];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (255 - image.at(i % width / factor, i / width / factor));
        }
        return new GreyImage(width, image.height() * factor, pixels);
    }
}
