package systole.models;

import java.nio.file.Path;
import java.util.Optional;
import systole.models.augment.AffineJitter;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;
import systole.models.data.Mnist;
import systole.nn.Adam;
import systole.nn.Evaluation;
import systole.nn.Initialiser;
import systole.nn.Network;
import systole.nn.Parameters;
import systole.nn.Schedule;
import systole.nn.Trainer;
import systole.nn.TrainingListener;
import systole.nn.TrainingPlan;

/**
 * How LeNet-5's weights are made: Adam on MNIST's images 0-7999, where they are given, and on drawn digits.
 *
 * @param mnist the folder of MNIST's test images
 * @param drawn how many digits are drawn for training, at least 1
 * @param epochs at least 1
 * @param seed decides the weights' start, the order and the augmentation
 * @param threads has no influence on the result
 */
public record LeNet5Recipe(Optional<Path> mnist, int drawn, int epochs, long seed, int threads) {
    /** The series of drawn digits that weights are measured on; training draws from another. */
    public static final long HELD_OUT_SEED = 2;
    /** How many digits of that series are measured. */
    public static final int HELD_OUT = 2_000;

    private static final long TRAINING_SEED = 1;
    private static final int BATCH_SIZE = 64;
    private static final double LEARNING_RATE = 2e-3;

    /**
     * What came of a training.
     *
     * @param parameters the trained weights
     * @param mnist on MNIST's images 8000-9999
     * @param drawn on drawn digits that training has not seen
     */
    public record Result(Parameters parameters, Optional<Evaluation> mnist, Evaluation drawn) {
    }

    public LeNet5Recipe {
        if (drawn < 1) {
            throw new IllegalArgumentException("at least 1 digit must be drawn for training, not " + drawn);
        }
    }

    /** Trains and measures. */
    public Result train(TrainingListener listener) {
        TrainingPlan plan = TrainingPlan.of(epochs, BATCH_SIZE, Schedule.cosine(LEARNING_RATE))
                .with(AffineJitter.DIGITS).withSeed(seed).withThreads(threads);
        LeNet5 model = new LeNet5();
        Optional<Mnist> digits = mnist.map(Mnist::read);
        LabelledImages drawnDigits = DrawnDigits.of(TRAINING_SEED, drawn);
        LabelledImages images = digits.map(Mnist::training).map(drawnDigits::and).orElse(drawnDigits);
        Parameters parameters = Initialiser.he().parameters(model.graph(), seed);
        new Trainer(model.graph(), parameters, new Adam(), plan).train(ModelDataset.of(model, images), listener);
        return new Result(parameters, digits.map(found -> measure(model, parameters, found.test())),
                measure(model, parameters, DrawnDigits.of(HELD_OUT_SEED, HELD_OUT)));
    }

    private static Evaluation measure(TrainedModel model, Parameters parameters, LabelledImages images) {
        return Evaluation.of(new Network(model.graph(), parameters), ModelDataset.of(model, images));
    }
}
