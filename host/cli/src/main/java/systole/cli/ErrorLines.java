package systole.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import systole.runtime.DeviceException;

/** Turns exceptions into one line on standard error and an {@link ExitCode}. */
final class ErrorLines implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final BooleanSupplier verbose;

    ErrorLines(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        return report(exception, command, "%s; see %s".formatted(exception.getMessage(), help), ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult result) {
        return switch (exception) {
            case DeviceException e -> report(e, command, e.getMessage(), ExitCode.DEVICE);
            case IllegalArgumentException e -> report(e, command, e.getMessage(), ExitCode.USAGE);
            case ArithmeticException e -> report(e, command, e.getMessage(), ExitCode.USAGE);
            case IOException e -> report(e, command, text(e), ExitCode.USAGE);
            case UncheckedIOException e -> report(e, command, text(e.getCause()), ExitCode.USAGE);
            default -> report(exception, command,
                    "a fault of the program itself: %s; --verbose shows where".formatted(exception), ExitCode.USAGE);
        };
    }

    /** Java's file exceptions often carry nothing but the file's name. */
    private static String text(IOException exception) {
        return switch (exception) {
            case NoSuchFileException e -> e.getFile() + " does not exist; check the path";
            case AccessDeniedException e -> e.getFile() + " may not be read or written; check its permissions";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            default -> exception.getMessage();
        };
    }

    private int report(Exception exception, CommandLine command, String text, int exitCode) {
        command.getErr().println("systole: " + String.valueOf(text).replaceAll("\\s*\\R\\s*", " "));
        if (verbose.getAsBoolean()) {
            exception.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return exitCode;
    }
}
