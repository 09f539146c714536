package systole.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are written whole or not at all: a full disk or a lost process leaves the old one, and nobody reads half of one. */
public final class WholeFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private WholeFile() {
    }

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /**
     * Writes beside the file, lets the disk have it, and moves the result there in one step.
     *
     * @throws IOException where there is no folder for it (the message says so), it cannot be written, or the content cannot be made; no file
     *     is left behind then
     */
    public static void write(Path file, Content content) throws IOException {
        requireFolder(file);
        Path partial = file.resolveSibling(".%s.%d.partial".formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            writeAndForce(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Tells early, before what goes into the file is computed, where there is no folder to write it into. */
    public static void requireFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
    }

    private static void writeAndForce(Path partial, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream stream = new OpenStream(Channels.newOutputStream(channel));
            content.writeTo(stream);
            stream.flush();
            channel.force(true);
        }
    }

    /** Stays open when the content closes it, as writers of whole formats do: the channel is still needed to force the bytes out. */
    private static final class OpenStream extends BufferedOutputStream {
        OpenStream(OutputStream stream) {
            super(stream, BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
