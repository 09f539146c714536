package systole.sim;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that a build runs, found when they are first asked for.
 *
 * @param folders where they are looked for, in order
 */
public record Toolchain(List<Path> folders) {
    private static final Pattern PROCESSOR =
            Pattern.compile("^(vendor_id|cpu family|model|stepping|flags|Features|CPU part)\\s*:.*", Pattern.MULTILINE);

    public Toolchain {
        folders = List.copyOf(folders);
    }

    /** The folders of the environment variable PATH. */
    public static Toolchain ofPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return new Toolchain(Arrays.stream(path.split(File.pathSeparator)).filter(f -> !f.isEmpty()).map(Path::of).toList());
    }

    /** The program's path; throws {@link SimulatorBuildException} with the Debian package to install. */
    Path require(String program, String debianPackage) {
        return find(program).orElseThrow(() -> new SimulatorBuildException(
                "%s is missing and a simulator cannot be built without it: sudo apt-get install %s"
                        .formatted(program, debianPackage)));
    }

    Optional<Path> find(String program) {
        return folders.stream().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }

    /** What distinguishes this machine's processor for {@code -march=native}. */
    static String processor() {
        Path information = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(information)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(information)) {
            return lines.takeWhile(line -> !line.isBlank()).filter(PROCESSOR.asMatchPredicate()).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
