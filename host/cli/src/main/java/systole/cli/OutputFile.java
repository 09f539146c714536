package systole.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command will write, checked before it starts to work. */
final class OutputFile {
    private OutputFile() {
    }

    /** The file; throws {@link IllegalArgumentException} where it could not be written. */
    static Path checked(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("%s cannot be written: there is no folder %s; create it first".formatted(file, folder));
        }
        if (Files.isDirectory(file) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException("%s cannot be written: it is a folder or lies in one that is write-protected; choose another file"
                    .formatted(file));
        }
        return file;
    }
}
