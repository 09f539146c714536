package systole.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesTheFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "old");
        JsonFile.write(file, List.of(1, 2));
        assertEquals("[ 1, 2 ]\n", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aValueThatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "old");
        assertThrows(IOException.class, () -> JsonFile.write(file, new Object()));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThrows(IOException.class, () -> JsonFile.write(folder.resolve("no/x.json"), 1));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
