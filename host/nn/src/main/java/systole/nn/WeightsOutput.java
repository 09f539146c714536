package systole.nn;

import java.io.IOException;
import java.nio.file.Path;
import systole.files.WholeFile;

/** Weights written as whole files; what goes wrong is a {@link WeightsException} with one line that names the file. */
final class WeightsOutput {
    private WeightsOutput() {
    }

    static void write(Path file, WholeFile.Content content) {
        try {
            WholeFile.write(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static void requireFolder(Path file) {
        try {
            WholeFile.requireFolder(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static WeightsException unwritable(Path file, IOException e) {
        return new WeightsException("weights %s cannot be written: %s".formatted(file, e.getMessage()));
    }
}
