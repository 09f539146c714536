package systole.cli;

import picocli.CommandLine.Option;

/** The option that says how many threads train. */
final class ThreadsArgument {
    @Option(names = "--threads", paramLabel = "T", description = "The result is the same for any number. Default: one for each processor.")
    private int count = Runtime.getRuntime().availableProcessors();

    int count() {
        return count;
    }
}
