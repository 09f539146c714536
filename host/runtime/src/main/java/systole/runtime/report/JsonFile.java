package systole.runtime.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import systole.files.WholeFile;

/** Writes results as JSON. */
public final class JsonFile {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFile() {
    }

    /** Writes a value as {@link WholeFile} does. */
    public static void write(Path file, Object value) throws IOException {
        WholeFile.write(file, stream -> stream.write((text(value) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** The value as JSON text. */
    public static String text(Object value) throws IOException {
        return MAPPER.writeValueAsString(value);
    }
}
