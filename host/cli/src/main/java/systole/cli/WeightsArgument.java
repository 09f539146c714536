package systole.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import systole.models.Model;
import systole.nn.Parameters;
import systole.runtime.ProgressMonitor;

/** The option that gives a network of the zoo weights of one's own. */
final class WeightsArgument {
    @Option(names = "--weights", paramLabel = "FILE",
            description = "Weights of your own, safetensors, npz or ONNX, by PyTorch's names. Default: the project's, or by chance where there are "
                    + "none.")
    private Optional<Path> file = Optional.empty();

    /** Whether there are any. */
    boolean isGiven() {
        return file.isPresent();
    }

    /** These weights, or the network's own; throws {@link systole.nn.WeightsException} where they do not fit it. */
    Parameters parameters(Model model) {
        return file.map(WeightsFile::read).map(weights -> weights.requireFits(model.graph())).orElseGet(model::parameters);
    }

    /** The network with these weights or its own; throws {@link systole.nn.WeightsException} where they do not fit it. */
    Workload workload(Model model, ProgressMonitor monitor) {
        return file.map(WeightsFile::read).map(weights -> Workloads.of(model, weights, monitor)).orElseGet(() -> Workloads.of(model, monitor));
    }
}
