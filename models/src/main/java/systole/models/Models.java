package systole.models;

import java.util.List;
import java.util.stream.Collectors;

/** The catalogue. */
public final class Models {
    private static final List<Model> ALL = List.of(new LeNet5());

    private Models() {
    }

    /** Every model. */
    public static List<Model> all() {
        return ALL;
    }

    /** The model of that name; throws {@link IllegalArgumentException} that lists what there is. */
    public static Model byName(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no model %s; there is %s".formatted(name, ALL.stream().map(Model::name).collect(Collectors.joining(", ")))));
    }
}
