package systole.models.recipe;

import java.util.List;
import systole.graph.Graph;
import systole.models.Models;
import systole.models.data.ImageSplit;
import systole.models.data.Normalisation;
import systole.models.data.PixelDataset;
import systole.models.data.PixelImages;
import systole.nn.Augmentation;
import systole.nn.Dataset;
import systole.nn.Initialiser;
import systole.nn.Objective;
import systole.nn.Optimiser;
import systole.nn.Parameters;
import systole.nn.Regulariser;
import systole.nn.Schedule;
import systole.nn.Trainer;
import systole.nn.TrainingPlan;

/**
 * A training, ready to be done on some data.
 *
 * @param graph what is trained
 * @param normalisation of its images
 * @param initialiser of its weights
 * @param optimiser how weights are changed
 * @param plan everything else; on one thread
 */
public record Recipe(Graph graph, Normalisation normalisation, Initialiser initialiser, Optimiser optimiser, TrainingPlan plan) {
    /** What a JSON object says; see {@link RecipeFile}. */
    static Recipe of(Settings settings) {
        Graph graph = Models.graph(settings.text("model", "none"));
        Normalisation normalisation = new Normalisation(settings.numbers("mean", List.of(0f)), settings.numbers("deviation", List.of(1f)));
        Initialiser initialiser = settings.choice("initialiser", "he", Choices.INITIALISERS);
        Optimiser optimiser = settings.choice("optimiser", "adam", Choices.OPTIMISERS);
        double decay = settings.number("weightDecay", 0);
        TrainingPlan plan = plan(settings);
        settings.requireNoOthers();
        return new Recipe(graph, normalisation, initialiser, decay == 0 ? optimiser : optimiser.withWeightDecay(decay), plan);
    }

    private static TrainingPlan plan(Settings settings) {
        Objective objective = Objective.of(settings.choice("loss", "crossEntropy", Choices.LOSSES))
                .with(new Regulariser(settings.number("l1", 0), settings.number("l2", 0)))
                .with(settings.choice("clipping", "none", Choices.CLIPPINGS));
        return TrainingPlan.of(settings.whole("epochs", 10), settings.whole("batchSize", 64), schedule(settings))
                .with(settings.choices("augmentation", Choices.AUGMENTATIONS).stream().reduce(Augmentation.NONE, Augmentation::then))
                .with(objective)
                .with(settings.choice("stopping", "never", Choices.STOPPINGS))
                .withSeed(settings.whole("seed", 1));
    }

    private static Schedule schedule(Settings settings) {
        double rate = settings.number("learningRate", 1e-3);
        Schedule schedule = settings.choice("schedule", "constant", Choices.schedules(rate));
        double warmUp = settings.number("warmUpEpochs", 0);
        return warmUp == 0 ? schedule : Schedule.warmUp(warmUp, 0, schedule);
    }

    /** Weights before training. */
    public Parameters start() {
        return initialiser.parameters(graph, plan.seed());
    }

    /** A training of those weights, which it changes. */
    public Trainer trainer(Parameters parameters, TrainingPlan changedPlan) {
        return new Trainer(graph, parameters, optimiser, changedPlan);
    }

    /** Images as the network takes them; throws {@link systole.models.data.DataException} where they do not fit it. */
    public Dataset dataset(PixelImages images) {
        return new PixelDataset(images.requireFit(graph.input().output(), graph.outputShape().size()), normalisation);
    }

    /** Throws {@link systole.models.data.DataException} where a part does not fit the network. */
    public ImageSplit requireFit(ImageSplit images) {
        dataset(images.training());
        dataset(images.test());
        return images;
    }
}
