package systole.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import systole.runtime.report.JsonFile;

/** The option that keeps a command's figures in a file. */
final class JsonArgument {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON to this file.")
    private Optional<Path> file = Optional.empty();

    /** Refuses a file that could not be written, before the work begins. */
    void check() {
        file.ifPresent(OutputFile::checked);
    }

    /** Writes the value where a file was asked for. */
    void write(Object value) throws IOException {
        if (file.isPresent()) {
            JsonFile.write(file.get(), value);
        }
    }
}
