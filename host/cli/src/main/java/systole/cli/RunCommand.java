package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.GreyImage;
import systole.models.data.GreyImages;
import systole.runtime.Device;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/** Classifies the user's own images. */
@Command(name = "run", description = "Classify images of your own: PNG, JPEG, PGM or MNIST's idx files, plain or .gz.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network, as in lenet5.")
    private String modelName;

    @Mixin
    private WeightsArgument weights;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "FILE", description = "Files with images.")
    private List<Path> files;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    private record Result(
            String model, String device, int array, @JsonProperty("bit_exact") boolean bitExact, List<Prediction> predictions) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        TrainedModel model = Models.trained(modelName);
        ProgressBars progress = new ProgressBars();
        Workload workload = weights.workload(model, progress);
        List<String> names = new ArrayList<>();
        List<byte[]> inputs = new ArrayList<>();
        for (Path file : files) {
            List<GreyImage> images = GreyImages.read(file);
            for (int i = 0; i < images.size(); i++) {
                names.add(images.size() == 1 ? file.toString() : file + "[" + i + "]");
                inputs.add(workload.quantise(model.prepare(images.get(i))));
            }
        }
        return classify(workload, names, inputs, progress);
    }

    private int classify(Workload workload, List<String> names, List<byte[]> inputs, ProgressMonitor progress) throws IOException {
        try (Device device = deviceArguments.open(progress); Session session = new Session(workload.graph(), device)) {
            List<Prediction> predictions = new Classifier(session, progress).classify(names, inputs);
            boolean bitExact = predictions.stream().allMatch(Prediction::bitExact);
            PrintWriter out = spec.commandLine().getOut();
            predictions.forEach(p -> out.printf("%s: %d (%.1f%%)%s%n",
                    p.image(), p.label(), 100 * p.probability(), p.bitExact() ? "" : ", differs from the reference"));
            out.flush();
            json.write(new Result(modelName, session.device().name(), session.device().configuration().array().size(), bitExact, predictions));
            return bitExact ? ExitCode.OK : ExitCode.MISMATCH;
        }
    }
}
