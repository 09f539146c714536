package systole.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import systole.runtime.DeviceEmulator;

/**
 * Runs a command, or, with {@code --emulate}, the same command line without that option in a process in which the device is
 * emulated.
 */
final class EmulatedExecution implements IExecutionStrategy {
    private static final String OPTION = "--emulate";
    private static final String DEFAULT_DEVICE = "xrt";

    private final IExecutionStrategy plain = new RunLast();

    @Override
    public int execute(ParseResult result) {
        Optional<DeviceArguments> emulated = leaves(result).map(ParseResult::commandSpec).flatMap(EmulatedExecution::deviceArguments)
                .filter(DeviceArguments::emulate).findFirst();
        if (emulated.isEmpty() || asksForHelp(result)) {
            return plain.execute(result);
        }
        try {
            DeviceArguments arguments = emulated.get();
            List<String> others = result.originalArgs().stream().filter(word -> !word.equals(OPTION)).toList();
            return DeviceEmulator.of(arguments.name().orElse(DEFAULT_DEVICE)).run(program(others), arguments.options(), new ProgressBars());
        } catch (RuntimeException e) {
            throw new ExecutionException(result.commandSpec().commandLine(), e.getMessage(), e);
        }
    }

    private static Stream<ParseResult> leaves(ParseResult result) {
        return result.hasSubcommand() ? result.subcommands().stream().flatMap(EmulatedExecution::leaves) : Stream.of(result);
    }

    private static boolean asksForHelp(ParseResult result) {
        return leaves(result).anyMatch(ParseResult::isUsageHelpRequested);
    }

    private static Stream<DeviceArguments> deviceArguments(CommandSpec command) {
        return command.mixins().values().stream().map(CommandSpec::userObject).filter(DeviceArguments.class::isInstance)
                .map(DeviceArguments.class::cast);
    }

    /** This JVM with its flags and class path, and other arguments. */
    private static List<String> program(List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), SystoleCommand.class.getName()));
        words.addAll(arguments);
        return words;
    }
}
