package systole.nn;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are written whole or not at all: a full disk or a lost process leaves the old one. */
final class WholeFile {
    private WholeFile() {
    }

    /** What goes into a file. */
    interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /**
     * Writes beside the file, lets the disk have it, and moves the result there in one step; throws {@link WeightsException} with one line that names
     * the file.
     */
    static void write(Path file, Content content) {
        requireFolder(file);
        try {
            Path partial = file.resolveSibling(".%s.%d.partial".formatted(file.getFileName(), ProcessHandle.current().pid()));
            try {
                writeAndForce(partial, content);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new WeightsException("weights %s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    private static void writeAndForce(Path partial, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(stream);
            stream.flush();
            channel.force(true);
        }
    }

    /** Throws {@link WeightsException} where there is no folder to write that file into. */
    static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WeightsException("weights %s cannot be written: there is no folder %s".formatted(file, folder));
        }
    }
}
