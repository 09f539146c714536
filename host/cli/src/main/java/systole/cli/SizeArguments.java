package systole.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import systole.graph.Graph;
import systole.models.Architecture;
import systole.models.Model;
import systole.models.Models;
import systole.models.NetworkSize;
import systole.models.SeededModel;
import systole.models.Zoo;

/** The options that build a network of the zoo in another size than its paper's. */
final class SizeArguments {
    @Option(names = "--input-size", paramLabel = "PIXELS", description = "Rows and columns of the images. Default: the paper's.")
    private Optional<Integer> input = Optional.empty();

    @Option(names = "--width", paramLabel = "FACTOR",
            description = "Factor of all channels and hidden units, above 0 and at most 16. Default: 1, the paper's.")
    private Optional<Double> width = Optional.empty();

    @Option(names = "--classes", paramLabel = "N", description = "How many classes. Default: the paper's.")
    private Optional<Integer> classes = Optional.empty();

    /** Whether nothing is changed. */
    boolean isPublished() {
        return input.isEmpty() && width.isEmpty() && classes.isEmpty();
    }

    /** The network in the size that was asked for; throws {@link IllegalArgumentException} where it cannot have that size. */
    Graph graph(Architecture architecture) {
        NetworkSize size = architecture.published();
        size = input.map(size::withInput).orElse(size);
        size = width.map(size::withWidth).orElse(size);
        return architecture.graph(classes.map(size::withClasses).orElse(size));
    }

    /** The same with weights: by chance, where the size is not that of trained ones. */
    Model model(String name) {
        return isPublished() ? Models.byName(name) : new SeededModel(graph(Zoo.byName(name)));
    }
}
