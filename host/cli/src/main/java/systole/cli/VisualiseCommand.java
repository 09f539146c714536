package systole.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.graph.Graph;
import systole.graph.Node;
import systole.graph.Operator;
import systole.models.Models;
import systole.models.data.DataSets;
import systole.models.data.PixelImages;
import systole.models.data.Unreadable;
import systole.models.recipe.Recipe;
import systole.models.recipe.RecipeFile;
import systole.nn.Dataset;
import systole.nn.Network;
import systole.nn.TrainedWeights;
import systole.nn.Workers;
import systole.nn.inside.Occlusion;
import systole.runtime.ProgressMonitor;

/** Looks inside a network. */
@Command(name = "visualise",
        description = "Draw what a network has learned and what it looks at, as PNG files with a page index.html: the first layer's filters, every "
                + "layer's activations, saliency and occlusion of one image, the patches that excite channels most, the confusion matrix, and the "
                + "learning curves where the weights' file tells them.",
        footer = {"",
            "Examples:",
            "  systole visualise --out inside",
            "  systole visualise --model lenet5 --weights lenet5.safetensors --data mnist --image seven.png --layers conv2 --out inside"})
final class VisualiseCommand implements Callable<Integer> {
    private static final int FEW_LAYERS = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "lenet5", description = "The network. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "Weights, safetensors, npz or ONNX. Default: those that the project ships for the model.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--data", paramLabel = "DATA", defaultValue = DataSets.DRAWN,
            description = "Images as for 'systole train'; those that are not for training are used. Default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(names = "--images", paramLabel = "N", defaultValue = "1000", description = "Use at most so many of them. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(names = "--image", paramLabel = "FILE|NUMBER", defaultValue = "0",
            description = "What the network looks at: a picture, or one of those images by its number. Default: ${DEFAULT-VALUE}.")
    private String image;

    @Option(names = "--layers", split = ",", paramLabel = "NODE",
            description = "Layers whose patches are looked for. Default: the convolutions; of many, five from the first to the last.")
    private List<String> layers = List.of();

    @Mixin
    private ThreadsArgument threads;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the pictures go; made where it is missing.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (images < 1) {
            throw new IllegalArgumentException("--images must be at least 1, not " + images);
        }
        Recipe recipe = RecipeFile.ofModel(model).recipe();
        Graph graph = recipe.graph();
        layers.forEach(graph::node);
        TrainedWeights trained = weights.map(WeightsFile::readTrained).orElseGet(() -> Models.trained(model).trained());
        trained.parameters().requireFits(graph);
        PrintWriter printer = spec.commandLine().getOut();
        PixelImages all = DataArguments.read(data, graph, Unreadable.STOP, printer).test();
        Dataset shown = recipe.dataset(all.range(0, Math.min(images, all.size())));
        float[] looked = new LookedAt(recipe, shown).image(image);
        PictureFolder folder = PictureFolder.in(out);
        try (Workers workers = Workers.of(threads.count())) {
            draw(new Network(graph, trained.parameters(), workers), shown, looked, folder, trained);
        }
        printer.printf("%d pictures are in %s; index.html there shows them all%n", folder.writeIndex("Inside " + model), out);
        printer.flush();
        return ExitCode.OK;
    }

    private void draw(Network network, Dataset shown, float[] looked, PictureFolder folder, TrainedWeights trained) throws IOException {
        Graph graph = network.graph();
        List<String> nodes = layers.isEmpty() ? convolutions(graph) : layers;
        int places = Occlusion.fitting(graph.input().output(), looked).places(graph.input().output()).size();
        try (ProgressMonitor.Task task = new ProgressBars().begin("looking inside " + model, (nodes.size() + 1L) * shown.size() + places)) {
            NetworkPictures pictures = new NetworkPictures(network, folder, _ -> task.advance(1));
            pictures.drawCurves(trained.history());
            pictures.drawConfusion(shown);
            pictures.drawFilters();
            pictures.drawAttention(looked);
            for (String node : nodes) {
                pictures.drawPatches(node, shown);
            }
            pictures.drawActivations(looked);
        }
    }

    private static List<String> convolutions(Graph graph) {
        List<String> all = graph.nodes().stream().filter(node -> node.operator() instanceof Operator.Conv2d).map(Node::name).toList();
        if (all.size() <= FEW_LAYERS) {
            return all;
        }
        return IntStream.range(0, FEW_LAYERS).mapToObj(i -> all.get(i * (all.size() - 1) / (FEW_LAYERS - 1))).toList();
    }
}
