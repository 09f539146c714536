package systole.models.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The settings in a JSON object, by name; what nobody asked for is an error, because it is a slip of the pen. */
final class Settings {
    private final String place;
    private final ObjectNode node;
    private final Set<String> read = new HashSet<>();

    /**
     * @param place what the object describes, for errors
     */
    Settings(String place, ObjectNode node) {
        this.place = place;
        this.node = node;
    }

    String text(String name, String otherwise) {
        return value(name, "a text", JsonNode::isTextual, JsonNode::asText, otherwise);
    }

    double number(String name, double otherwise) {
        return value(name, "a number", JsonNode::isNumber, JsonNode::asDouble, otherwise);
    }

    int whole(String name, int otherwise) {
        return value(name, "a whole number", JsonNode::isInt, JsonNode::asInt, otherwise);
    }

    List<Float> numbers(String name, List<Float> otherwise) {
        return value(name, "a list of numbers", JsonNode::isArray, array -> {
            List<Float> numbers = new ArrayList<>();
            array.forEach(number -> numbers.add((float) number.asDouble()));
            return numbers;
        }, otherwise);
    }

    /** What one of several named things makes of its own settings; a text alone is a name without settings. */
    <T> T choice(String name, String otherwise, Map<String, Function<Settings, T>> choices) {
        JsonNode value = take(name);
        return made(name, value.isMissingNode() ? node.textNode(otherwise) : value, choices);
    }

    /** The same of each in a list, which may be missing. */
    <T> List<T> choices(String name, Map<String, Function<Settings, T>> choices) {
        List<T> made = new ArrayList<>();
        value(name, "a list", JsonNode::isArray, array -> array, node.arrayNode()).forEach(value -> made.add(made(name, value, choices)));
        return made;
    }

    /** Throws {@link RecipeException} where there is a setting that was not asked for. */
    void requireNoOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new RecipeException("%s has no setting '%s'; it has: %s"
                        .formatted(place, name, String.join(", ", read.stream().sorted().toList())));
            }
        });
    }

    private <T> T made(String name, JsonNode value, Map<String, Function<Settings, T>> choices) {
        ObjectNode object = value instanceof ObjectNode settings ? settings : node.objectNode().set("name", value);
        String chosen = object.path("name").asText();
        if (!choices.containsKey(chosen)) {
            throw new RecipeException("%s of %s cannot be '%s'; there are: %s"
                    .formatted(name, place, chosen, String.join(", ", choices.keySet().stream().sorted().toList())));
        }
        Settings settings = new Settings(name + " " + chosen, object);
        settings.read.add("name");
        T made = choices.get(chosen).apply(settings);
        settings.requireNoOthers();
        return made;
    }

    private <T> T value(String name, String kind, Predicate<JsonNode> is, Function<JsonNode, T> as, T otherwise) {
        JsonNode value = take(name);
        if (!value.isMissingNode() && !is.test(value)) {
            throw new RecipeException("%s of %s must be %s, not %s".formatted(name, place, kind, value));
        }
        return value.isMissingNode() ? otherwise : as.apply(value);
    }

    private JsonNode take(String name) {
        read.add(name);
        return node.path(name);
    }
}
