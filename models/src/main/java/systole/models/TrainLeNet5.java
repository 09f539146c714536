package systole.models;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import systole.nn.Evaluation;
import systole.nn.Safetensors;
import systole.nn.TrainingProgress;

/** The command that makes LeNet-5's weights; {@link LeNet5Recipe} is the same as a call. Exit codes: 0 done, 2 something given does not work. */
@Command(name = "train-lenet5", mixinStandardHelpOptions = true, description = "Trains LeNet-5 and writes its weights as safetensors.")
public final class TrainLeNet5 implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--mnist", paramLabel = "FOLDER", description = "folder of the t10k idx files; without it, drawn digits alone are trained on")
    private Optional<Path> mnist;

    @Option(names = "--drawn", paramLabel = "N", defaultValue = "12000", description = "digits drawn for training (${DEFAULT-VALUE})")
    private int drawn;

    @Option(names = "--epochs", paramLabel = "E", defaultValue = "30", description = "passes over all images (${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of everything random (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", paramLabel = "T", defaultValue = "2",
            description = "threads; the result is the same for any number (${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "the safetensors file to write")
    private Path output;

    /** Runs the command and exits. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrainLeNet5()).setExecutionExceptionHandler((e, line, _) -> {
            line.getErr().println(line.getCommandSpec().name() + ": " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() {
        Safetensors.requireFolder(output);
        LeNet5Recipe.Result result = new LeNet5Recipe(mnist, drawn, epochs, seed, threads).train(this::print);
        result.mnist().ifPresent(evaluation -> print("MNIST images 8000-9999", evaluation));
        print("drawn digits not seen in training", result.drawn());
        Safetensors.write(output, result.parameters());
        out().println("wrote " + output);
        return CommandLine.ExitCode.OK;
    }

    private void print(TrainingProgress progress) {
        if (progress.endsEpoch()) {
            out().printf("epoch %2d/%d  loss %.4f  accuracy %.2f %%  %.0f images/s%n", progress.epoch(), progress.epochs(),
                    progress.loss(), 100 * progress.accuracy(), progress.images() / progress.seconds());
        }
    }

    private void print(String images, Evaluation evaluation) {
        out().printf("%s: %d of %d correct, %.2f %%%n", images, evaluation.correct(), evaluation.images(), 100 * evaluation.accuracy());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
