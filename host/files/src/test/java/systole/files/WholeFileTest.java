package systole.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("figures.json"), "old and longer");
        WholeFile.write(file, stream -> stream.write("new".getBytes()));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void leavesTheOldFileWhereTheContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("figures.json"), "old");
        IOException thrown = assertThrows(IOException.class, () -> WholeFile.write(file, stream -> {
            stream.write("ne".getBytes());
            throw new IOException("the disk is full");
        }));
        assertEquals("the disk is full", thrown.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void takesContentThatClosesTheStream() throws IOException {
        Path file = folder.resolve("figures.csv");
        WholeFile.write(file, stream -> {
            try (stream) {
                stream.write("1,2".getBytes());
            }
        });
        assertEquals("1,2", Files.readString(file));
    }

    @Test
    void namesAMissingFolder() {
        Path missing = folder.resolve("missing");
        IOException thrown = assertThrows(IOException.class, () -> WholeFile.write(missing.resolve("file"), _ -> { }));
        assertEquals("there is no folder " + missing, thrown.getMessage());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
