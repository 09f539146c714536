package systole.runtime.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes results as JSON, whole or not at all. */
public final class JsonFile {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFile() {
    }

    /**
     * Writes a value beside the file and moves it there in one step.
     *
     * @throws IOException where the folder is missing or cannot be written; no file is left behind then
     */
    public static void write(Path file, Object value) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(".%s.%d.partial".formatted(target.getFileName(), ProcessHandle.current().pid()));
        try {
            Files.writeString(temporary, text(value) + "\n");
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The value as JSON text. */
    public static String text(Object value) throws IOException {
        return MAPPER.writeValueAsString(value);
    }
}
