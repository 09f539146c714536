package systole.models.recipe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A recipe as a JSON object; all but the model have defaults:
 *
 * <pre>
 * {"model": "lenet5", "epochs": 20, "batchSize": 64, "seed": 1, "initialiser": "he", "mean": [0], "deviation": [1],
 *  "optimiser": {"name": "momentum", "momentum": 0.9}, "weightDecay": 0, "learningRate": 0.01, "schedule": "cosine", "warmUpEpochs": 0,
 *  "loss": "crossEntropy", "l1": 0, "l2": 0, "clipping": {"name": "norm", "limit": 1}, "stopping": {"name": "withoutProgress", "patience": 5},
 *  "augmentation": [{"name": "affine", "degrees": 12, "scale": 0.12, "shear": 0.2, "shift": 1.5}, "elastic"]}
 * </pre>
 *
 * @param name for errors
 * @param json may be changed before it is followed
 */
public record RecipeFile(String name, ObjectNode json) {
    private static final List<String> SHIPPED =
            List.of("lenet5", "softmax-regression", "mlp-sigmoid", "mlp-relu", "convnet-4-8-12", "convnet-6-12-24");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    private static final long LARGEST = 1_000_000;

    /** Names of the recipes that the project has. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** A shipped recipe by its name, or any other by its file; throws {@link RecipeException} with one line where it is neither. */
    public static RecipeFile find(String nameOrFile) {
        return SHIPPED.contains(nameOrFile) ? resource(nameOrFile) : read(Path.of(nameOrFile));
    }

    /** A resource beside this class. */
    static RecipeFile resource(String name) {
        try (InputStream stream = RecipeFile.class.getResourceAsStream(name + ".json")) {
            return new RecipeFile(name, object(name, stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model's shipped recipe, which has its name; one with nothing but defaults where there is none. */
    public static RecipeFile ofModel(String model) {
        return SHIPPED.contains(model) ? resource(model) : new RecipeFile(model, JSON.createObjectNode().put("model", model));
    }

    /** A file's. */
    static RecipeFile read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new RecipeException("there is no recipe %s, and no such file of at most %,d bytes; there are: %s"
                        .formatted(file, LARGEST, String.join(", ", SHIPPED)));
            }
            return new RecipeFile(file.toString(), object(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new RecipeException("recipe %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static ObjectNode object(String name, byte[] text) throws IOException {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new RecipeException("recipe %s is not a JSON object".formatted(name));
        } catch (JacksonException e) {
            throw new RecipeException("recipe %s is not JSON: %s".formatted(name, e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }

    /**
     * Changes a setting.
     *
     * @param setting its name, with a dot before what is inside: {@code optimiser.momentum}
     * @param value JSON, or else a text
     */
    public RecipeFile with(String setting, String value) {
        ObjectNode changed = json.deepCopy();
        ObjectNode object = changed;
        List<String> path = List.of(setting.split("\\."));
        for (String outer : path.subList(0, path.size() - 1)) {
            object = inside(object, outer);
        }
        object.set(path.getLast(), parsed(value));
        return new RecipeFile(name, changed);
    }

    /** A choice that is only a name becomes an object, so that it can have settings. */
    private static ObjectNode inside(ObjectNode object, String name) {
        JsonNode value = object.path(name);
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        ObjectNode inner = object.putObject(name);
        return value.isTextual() ? inner.put("name", value.asText()) : inner;
    }

    private static JsonNode parsed(String value) {
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().textNode(value);
        }
    }

    /** What it says; throws {@link RecipeException} or {@link IllegalArgumentException} with one line where that is impossible. */
    public Recipe recipe() {
        return Recipe.of(new Settings("recipe " + name, json));
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return json.properties().stream().map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining(" "));
    }
}
