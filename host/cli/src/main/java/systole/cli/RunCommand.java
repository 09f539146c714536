package systole.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.models.Models;
import systole.models.TrainedModel;
import systole.models.data.GreyImage;
import systole.models.data.GreyImages;
import systole.onnx.ModelExecutor;
import systole.onnx.model.Model;
import systole.onnx.model.ModelReader;
import systole.onnx.quantised.PlacedModel;
import systole.onnx.tensor.Tensor;
import systole.runtime.Device;
import systole.runtime.ProgressMonitor;
import systole.runtime.Session;

/** Classifies the user's own images by one of the project's networks, or runs an ONNX model of the user's own on tensors. */
@Command(name = "run", description = {"With --model: classify images of your own, PNG, JPEG, PGM or MNIST's idx files, plain or .gz.",
    "With --onnx: run a model of your own on tensors, .pb or .npy, or on PNG and JPEG pictures."},
        footer = {"", "Examples:", "  systole run --model lenet5 --input digit.png",
            "  systole run --onnx resnet.onnx --input photo.png --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225 --output scores.npy"})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Subject subject;

    @Mixin
    private WeightsArgument weights;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "FILE",
            description = "Files with images; for an ONNX model one for each of its inputs.")
    private List<Path> files;

    @Mixin
    private DeviceArguments deviceArguments;

    @Mixin
    private JsonArgument json;

    /** What is run. */
    private static final class Subject {
        @Option(names = "--model", required = true, paramLabel = "NAME", description = "One of the project's networks, as in lenet5.")
        private String model;

        @ArgGroup(exclusive = false)
        private OnnxArguments onnx;
    }

    private record Result(
            String model, String device, int array, @JsonProperty("bit_exact") boolean bitExact, List<Prediction> predictions) {
    }

    @Override
    public Integer call() throws IOException {
        json.check();
        return subject.onnx == null ? runTrained(subject.model) : runOnnx(subject.onnx);
    }

    private int runOnnx(OnnxArguments arguments) throws IOException {
        Model model = ModelReader.read(arguments.file());
        Map<String, Tensor> inputs = new OnnxInputs(model, arguments.normalisation()).read(files);
        try (OnnxExecutors executors = new OnnxExecutors(deviceArguments, new ProgressBars())) {
            ModelExecutor executor = executors.open(model);
            PrintWriter out = spec.commandLine().getOut();
            if (executors.hasDevice()) {
                PlacementTable.print(
                        executor instanceof PlacedModel placed ? ImportedNode.of(placed) : ImportedNode.of(model, Optional.empty()), out);
            }
            json.write(new OnnxRun(executor, arguments.outputs()).run(inputs, out));
            return ExitCode.OK;
        }
    }

    private int runTrained(String modelName) throws IOException {
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
        return classify(modelName, workload, names, inputs, progress);
    }

    private int classify(
            String modelName, Workload workload, List<String> names, List<byte[]> inputs, ProgressMonitor progress) throws IOException {
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
