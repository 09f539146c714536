package systole.fpga;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The open programs that make bitstreams. */
enum Tool {
    YOSYS("yosys", "yosys"),
    NEXTPNR("nextpnr-ice40", "nextpnr-ice40"),
    ICEPACK("icepack", "fpga-icestorm");

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /** Throws {@link FpgaToolException} with the Debian package where the program is not in PATH. */
    void require() {
        if (!installed()) {
            throw new FpgaToolException(
                    "%s is missing and nothing can be synthesised without it: sudo apt-get install %s".formatted(program, debianPackage));
        }
    }

    /** Whether the program is in PATH. */
    boolean installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":")).filter(folder -> !folder.isEmpty()).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** As the other, with no one who listens. */
    void run(Path folder, String... arguments) throws IOException {
        run(folder, line -> { }, arguments);
    }

    /**
     * Runs it in the folder; what it prints becomes a log file there. Throws {@link FpgaToolException} where it does not end with 0.
     *
     * @param listener hears each line as it is printed
     */
    void run(Path folder, Consumer<String> listener, String... arguments) throws IOException {
        Path log = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(words(arguments)).directory(folder.toFile()).redirectErrorStream(true).start();
        try (BufferedReader printed = process.inputReader(); BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                copy.write(line + '\n');
                listener.accept(line);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new FpgaToolException("%s ended with status %d: see %s".formatted(program, status, log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FpgaToolException(program + " was interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments));
        return words;
    }
}
