package systole.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import systole.graph.Graph;
import systole.models.data.DataSets;
import systole.models.data.ImageSplit;
import systole.models.data.Unreadable;

/** The options that say on which images. */
final class DataArguments {
    private static final int SHOWN = 5;

    @Option(names = "--data", required = true, paramLabel = "DATA",
            description = "A folder of MNIST's idx files, CIFAR's binary files or images in one folder for each class; or 'drawn', the digits "
                    + "that the project draws. Several with commas between.")
    private String source;

    @Option(names = "--unreadable", paramLabel = "skip|stop", defaultValue = "stop",
            description = "What becomes of images that cannot be read. Default: ${DEFAULT-VALUE}.")
    private Unreadable unreadable;

    /** Reads the images for a network, and says which were left out. */
    ImageSplit read(Graph graph, PrintWriter out) {
        return read(source, graph, unreadable, out);
    }

    /** The same for a source that another option names. */
    static ImageSplit read(String source, Graph graph, Unreadable unreadable, PrintWriter out) {
        ImageSplit images = DataSets.read(source, graph.input().output(), unreadable);
        if (!images.skipped().isEmpty()) {
            images.skipped().stream().limit(SHOWN).forEach(line -> out.println("skipped: " + line));
            out.printf("%,d images could not be read and were skipped%n", images.skipped().size());
        }
        return images;
    }
}
