package systole.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Files that other projects published, in {@code shared/data} beside some folder above the working directory. */
public final class SharedData {
    private SharedData() {
    }

    /** A file or folder of it, where it is there. */
    public static Optional<Path> find(String name) {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data").resolve(name)).filter(Files::exists).findFirst();
    }

    /** A file or folder of it; skips the test that asks where there is none. */
    public static Path require(String name) {
        Optional<Path> found = find(name);
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: there is no shared/data/" + name + " beside the project");
        return found.get();
    }
}
