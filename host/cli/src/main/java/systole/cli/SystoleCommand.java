package systole.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code systole}, of which the others are sub-commands. */
@Command(name = "systole", description = "Convolutional networks on a systolic array, from Java down to gates.",
        mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = Version.class,
        subcommands = {
            DemoCommand.class, RunCommand.class, BenchCommand.class, VerifyCommand.class,
            ModelsCommand.class, TrainCommand.class, EvaluateCommand.class, StudyCommand.class,
            SummaryCommand.class, VisualiseCommand.class, QuantisationCommand.class,
            ImportCommand.class, ExportCommand.class, QuantiseCommand.class, ConformanceCommand.class,
            DevicesCommand.class, ValidateCommand.class, RtlCommand.class, SynthCommand.class, DocsCommand.class},
        footer = {"", "Exit codes: 0 done, 1 a device differs from the reference, 2 wrong usage or bad input, 3 no such device or tool."})
final class SystoleCommand {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean verbose;

    private SystoleCommand() {
    }

    /** The command line, with errors that take one line. */
    static CommandLine commandLine() {
        SystoleCommand command = new SystoleCommand();
        ErrorLines errors = new ErrorLines(() -> command.verbose);
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setExecutionStrategy(new EmulatedExecution())
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
    }

    /** Runs the command line and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
