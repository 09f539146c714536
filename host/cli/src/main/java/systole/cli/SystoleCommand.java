package systole.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code systole}, of which the others are sub-commands. */
@Command(name = "systole", description = "Convolutional networks on a systolic array, from Java down to gates.",
        mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = Version.class,
        footer = {"", "Exit codes: 0 done, 1 a device differs from the reference, 2 wrong usage or bad input, 3 no such device or tool."})
final class SystoleCommand {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class, RunCommand.class, BenchCommand.class, VerifyCommand.class,
            ModelsCommand.class, TrainCommand.class, EvaluateCommand.class, StudyCommand.class,
            SummaryCommand.class, VisualiseCommand.class, QuantisationCommand.class,
            ImportCommand.class, ExportCommand.class, QuantiseCommand.class, ConformanceCommand.class,
            DevicesCommand.class, ValidateCommand.class, RtlCommand.class, SynthCommand.class, DocsCommand.class);

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean verbose;

    private SystoleCommand() {
    }

    /** The command line, with errors that take one line. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The same for arguments whose first is a command: it knows no other then, since looking at the options of all takes a third of a second. */
    static CommandLine commandLineFor(String... arguments) {
        List<Class<?>> named = COMMANDS.stream().filter(command -> arguments.length > 0 && name(command).equals(arguments[0])).toList();
        return commandLine(named.isEmpty() ? COMMANDS : named);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        SystoleCommand command = new SystoleCommand();
        ErrorLines errors = new ErrorLines(() -> command.verbose);
        CommandLine commandLine = new CommandLine(command);
        commands.forEach(each -> commandLine.addSubcommand(name(each), each));
        return commandLine.setCaseInsensitiveEnumValuesAllowed(true).setExecutionStrategy(new EmulatedExecution())
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Runs the command line and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLineFor(arguments).execute(arguments));
    }
}
