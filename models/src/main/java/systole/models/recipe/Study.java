package systole.models.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import systole.nn.EpochResult;

/**
 * Trainings that differ in one thing, so that it can be seen what that changes. As JSON:
 *
 * <pre>
 * {"panels": [{"title": "Optimisers", "recipe": "convnet-4-8-12", "images": 8000, "measure": "trainingLoss",
 *              "settings": {"epochs": 5}, "runs": {"sgd": {"optimiser": "sgd", "learningRate": 0.1}, ...}}, ...]}
 * </pre>
 *
 * @param panels each for a picture of its own
 */
public record Study(List<Panel> panels) {
    private static final String SHIPPED = "study";

    /** What a picture shows. */
    public enum Measure {
        TRAINING_LOSS("trainingLoss", "loss on the training images", result -> result.training().loss()),
        VALIDATION_LOSS("validationLoss", "loss on images not trained on", EpochResult::loss),
        VALIDATION_ACCURACY("validationAccuracy", "accuracy on images not trained on, in %", result -> 100 * result.score().accuracy());

        private final String name;
        private final String label;
        private final ToDoubleFunction<EpochResult> value;

        Measure(String name, String label, ToDoubleFunction<EpochResult> value) {
            this.name = name;
            this.label = label;
            this.value = value;
        }

        /** For an axis. */
        public String label() {
            return label;
        }

        /** Its value after an epoch. */
        public double of(EpochResult result) {
            return value.applyAsDouble(result);
        }

        private static Measure named(String name) {
            return Arrays.stream(values()).filter(measure -> measure.name.equals(name)).findFirst()
                    .orElseThrow(() -> new RecipeException("a study's measure cannot be '%s'; there are: %s"
                            .formatted(name, String.join(", ", Arrays.stream(values()).map(measure -> measure.name).toList()))));
        }
    }

    /**
     * Trainings that are drawn together.
     *
     * @param images the first so many are trained on
     * @param runs by what makes them different
     */
    public record Panel(String title, int images, Measure measure, Map<String, Recipe> runs) {
    }

    /** The project's own. */
    public static Study shipped() {
        return of(RecipeFile.resource(SHIPPED));
    }

    /** A file's; throws {@link RecipeException} with one line where it makes no sense. */
    public static Study read(Path file) {
        return of(RecipeFile.read(file));
    }

    private static Study of(RecipeFile file) {
        if (!file.json().path("panels").isArray() || file.json().path("panels").isEmpty()) {
            throw new RecipeException("study %s has no panels".formatted(file.name()));
        }
        return new Study(file.json().path("panels").valueStream().map(Study::panel).toList());
    }

    private static Panel panel(JsonNode json) {
        Map<String, Recipe> runs = new LinkedHashMap<>();
        RecipeFile common = changed(RecipeFile.find(json.path("recipe").asText()), json.path("settings"));
        json.path("runs").properties().forEach(run -> runs.put(run.getKey(), changed(common, run.getValue()).recipe()));
        int images = json.path("images").asInt();
        if (runs.isEmpty() || images < 1) {
            throw new RecipeException("panel '%s' of a study needs runs and at least 1 image, not %d and %d"
                    .formatted(json.path("title").asText(), runs.size(), images));
        }
        return new Panel(json.path("title").asText(), images, Measure.named(json.path("measure").asText()), runs);
    }

    private static RecipeFile changed(RecipeFile file, JsonNode settings) {
        ObjectNode all = file.json().deepCopy();
        settings.properties().forEach(setting -> all.set(setting.getKey(), setting.getValue()));
        return new RecipeFile(file.name(), all);
    }
}
