package systole.models;

import java.util.List;
import java.util.stream.Collectors;
import systole.graph.Graph;

/** The zoo's networks with weights: those that the project trained, or by chance. */
public final class Models {
    private static final List<TrainedModel> TRAINED = List.of(new LeNet5());
    private static final List<String> BENCHMARKS = List.of("lenet5", "alexnet", "vgg16", "googlenet", "resnet18", "resnet50");

    private Models() {
    }

    /** The networks by whose cycles accelerators are compared. */
    public static List<String> benchmarks() {
        return BENCHMARKS;
    }

    /** The model of that name at its published size; throws {@link IllegalArgumentException} that lists what there is. */
    public static Model byName(String name) {
        return TRAINED.stream().filter(model -> model.name().equals(name)).<Model>map(model -> model).findFirst()
                .orElseGet(() -> new SeededModel(Zoo.byName(name).graph()));
    }

    /** Whether the project trained a network of that name. */
    public static boolean isTrained(String name) {
        return TRAINED.stream().anyMatch(model -> model.name().equals(name));
    }

    /** The network of that name at its published size, without weights; throws {@link IllegalArgumentException} that lists what there is. */
    public static Graph graph(String name) {
        return Zoo.byName(name).graph();
    }

    /** The model of that name if it reads pictures; throws {@link IllegalArgumentException} that lists those which do. */
    public static TrainedModel trained(String name) {
        if (byName(name) instanceof TrainedModel model) {
            return model;
        }
        throw new IllegalArgumentException("model %s has weights by chance and recognises nothing; trained are: %s"
                .formatted(name, TRAINED.stream().map(Model::name).collect(Collectors.joining(", "))));
    }
}
