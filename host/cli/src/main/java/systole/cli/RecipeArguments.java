package systole.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import systole.models.recipe.Recipe;
import systole.models.recipe.RecipeFile;

/** The options that say what is trained and how. */
final class RecipeArguments {
    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--epochs", paramLabel = "E", description = "Passes over the data. Default: the recipe's.")
    private Optional<String> epochs = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Images a step. Default: the recipe's.")
    private Optional<String> batchSize = Optional.empty();

    @Option(names = "--optimiser", paramLabel = "NAME", description = "As in sgd, momentum, adam. Default: the recipe's.")
    private Optional<String> optimiser = Optional.empty();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "Default: the recipe's.")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--seed", paramLabel = "SEED", description = "Of all that is random. Default: the recipe's.")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--set", paramLabel = "SETTING=VALUE",
            description = "Change any setting of the recipe, as in optimiser.momentum=0.8; more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** One of two ways to say it. */
    private static final class Source {
        @Option(names = "--model", paramLabel = "NAME", description = "Train this network by its recipe, or by defaults where it has none.")
        private Optional<String> model = Optional.empty();

        @Option(names = "--recipe", paramLabel = "NAME|FILE", description = "Train by a recipe of the project, or by a JSON file.")
        private Optional<String> recipe = Optional.empty();
    }

    /** The recipe with all changes; throws {@link IllegalArgumentException} with one line where it is impossible. */
    Recipe recipe() {
        RecipeFile file = source.recipe.map(RecipeFile::find).orElseGet(() -> RecipeFile.ofModel(source.model.orElseThrow()));
        Map<String, String> changes = new LinkedHashMap<>();
        epochs.ifPresent(value -> changes.put("epochs", value));
        batchSize.ifPresent(value -> changes.put("batchSize", value));
        optimiser.ifPresent(value -> changes.put("optimiser", value));
        learningRate.ifPresent(value -> changes.put("learningRate", value));
        seed.ifPresent(value -> changes.put("seed", value));
        changes.putAll(settings);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            file = file.with(change.getKey(), change.getValue());
        }
        return file.recipe();
    }
}
