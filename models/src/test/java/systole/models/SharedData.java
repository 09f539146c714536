package systole.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Files that other projects published, in {@code shared/data} beside some folder above the working directory. */
public final class SharedData {
    private SharedData() {
    }

    /** The folder of MNIST's test images; skips the test that asks where there is none. */
    public static Path mnist() {
        return require("mnist");
    }

    /** A file or folder; skips the test that asks where there is none. */
    public static Path require(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path found = Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data").resolve(name)).filter(Files::exists).findFirst().orElse(null);
        Assumptions.assumeTrue(found != null, () -> "skipped: there is no shared/data/" + name + " beside the project");
        return found;
    }
}
