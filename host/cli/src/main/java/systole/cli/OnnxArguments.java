package systole.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import systole.models.data.Normalisation;

/** The options that say which ONNX model is run, how pictures become its numbers and where its outputs go. */
final class OnnxArguments {
    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "An ONNX model of your own.")
    private Path file;

    @Option(names = "--output", arity = "1..*", paramLabel = "FILE", description = "Write its outputs to these files, .pb or .npy, in its order.")
    private List<Path> outputs = List.of();

    @Option(names = "--mean", split = ",", paramLabel = "M",
            description = "What is taken off a picture's pixels, which are 0 to 1: one number, or one a channel. Default: 0.")
    private List<Float> mean = Normalisation.NONE.mean();

    @Option(names = "--deviation", split = ",", paramLabel = "S",
            description = "What they are divided by then; 0.003921569 makes them 0 to 255. Default: 1.")
    private List<Float> deviation = Normalisation.NONE.deviation();

    Path file() {
        return file;
    }

    List<Path> outputs() {
        return outputs;
    }

    Normalisation normalisation() {
        return new Normalisation(mean, deviation);
    }
}
