package systole.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import systole.contract.MarkdownTables;

/** Writes the pages of the documentation that are generated. */
@Command(name = "docs", description = "Write the instruction set and register tables from the contract.")
final class DocsCommand implements Callable<Integer> {
    @Option(names = "--output", paramLabel = "FILE", defaultValue = "${sys:systole.home:-.}/docs/ISA.md",
            description = "Default: docs/ISA.md in the project.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Files.writeString(OutputFile.checked(output), MarkdownTables.page());
        return ExitCode.OK;
    }
}
