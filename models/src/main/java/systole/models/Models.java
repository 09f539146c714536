package systole.models;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.graph.Graph;

/** The catalogue. */
public final class Models {
    private static final List<Model> ALL = List.of(new LeNet5(), new SeededModel(AlexNet.graph()), new SeededModel(Vgg16.graph()),
            new SeededModel(GoogLeNet.graph()), new SeededModel(ResNet.resnet18()), new SeededModel(ResNet.resnet50()));

    private Models() {
    }

    /** Every model. */
    public static List<Model> all() {
        return ALL;
    }

    /** The model of that name; throws {@link IllegalArgumentException} that lists what there is. */
    public static Model byName(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no model %s; there are: %s".formatted(name, names(ALL))));
    }

    /**
     * The graph of that name: a model's, or one of the small networks that are there to be trained; throws {@link IllegalArgumentException} that lists
     * them.
     */
    public static Graph graph(String name) {
        List<Graph> graphs = Stream.concat(ALL.stream().map(Model::graph), DigitNetworks.all().stream()).toList();
        return graphs.stream().filter(graph -> graph.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no network %s; there are: %s".formatted(name, graphs.stream().map(Graph::name).collect(Collectors.joining(", ")))));
    }

    /** The model of that name if it reads pictures; throws {@link IllegalArgumentException} that lists those which do. */
    public static TrainedModel trained(String name) {
        if (byName(name) instanceof TrainedModel model) {
            return model;
        }
        throw new IllegalArgumentException("model %s has weights by chance and recognises nothing; trained are: %s"
                .formatted(name, names(ALL.stream().filter(TrainedModel.class::isInstance).toList())));
    }

    private static String names(List<Model> models) {
        return models.stream().map(Model::name).collect(Collectors.joining(", "));
    }
}
