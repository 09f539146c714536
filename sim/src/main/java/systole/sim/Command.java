package systole.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/** Runs programs in a folder and appends what they print to a log file. */
record Command(Path directory, Path log) {
    /** Throws {@link SimulatorBuildException} where the program does not end with 0; each line is also given to the listener. */
    void run(List<String> words, Consumer<String> lines) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        try (BufferedReader reader = process.inputReader();
                Writer writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write("$ " + String.join(" ", words) + "\n");
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line + "\n");
                lines.accept(line);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new SimulatorBuildException("%s ended with status %d: see %s"
                        .formatted(Path.of(words.getFirst()).getFileName(), status, log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulatorBuildException("the simulator's build was interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /** As {@link #run}, for what the program prints. */
    String output(List<String> words) throws IOException {
        StringBuilder text = new StringBuilder();
        run(words, line -> text.append(line).append('\n'));
        return text.toString();
    }
}
