package systole.sim;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Built simulators by name, and stamps: notes that a key leads to a name.
 *
 * <pre>
 * simulators/NAME/libsystole_sim.so, build.log     never changed once there
 * simulators/stamps/KEY                            a NAME
 * simulators/cards/KEY/systole_card, build.log     never changed once there
 * simulators/building/                             the build under way, or the latest that failed
 * simulators/lock                                  held while building
 * </pre>
 */
final class SimulatorCache {
    static final String LOG = "build.log";

    private final Path root;

    SimulatorCache(Path cache) {
        root = cache.resolve("simulators");
    }

    /** {@code $SYSTOLE_CACHE}, else {@code $XDG_CACHE_HOME/systole}, else {@code ~/.cache/systole}. */
    static Path folder(Map<String, String> environment) {
        String own = environment.getOrDefault("SYSTOLE_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path parent = shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return parent.resolve("systole");
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    /** The library that the stamp leads to, if both are there. */
    Optional<Path> stamped(String key) throws IOException {
        Path stamp = stamp(key);
        return Files.exists(stamp) ? library(Files.readString(stamp)) : Optional.empty();
    }

    /** The library of that name, if it is there. */
    Optional<Path> library(String name) {
        return Optional.of(root.resolve(name).resolve(Recipe.LIBRARY)).filter(Files::exists);
    }

    void stamp(String key, String name) throws IOException {
        Path fresh = Files.writeString(root.resolve("stamp"), name);
        Files.createDirectories(stamp(key).getParent());
        Files.move(fresh, stamp(key), StandardCopyOption.ATOMIC_MOVE);
    }

    /** An empty folder to build in; what an earlier build left there is gone. For the holder of the lock. */
    Path emptyBuildFolder() throws IOException {
        Path building = root.resolve("building");
        if (Files.exists(building)) {
            deleteTree(building);
        }
        return Files.createDirectories(building);
    }

    /** Moves library and log from the build folder to their place at one stroke, and drops the rest. */
    Path install(Path building, String name) throws IOException {
        Path library = building.resolve(Recipe.OBJECTS).resolve(Recipe.LIBRARY);
        moveTogether(building, List.of(library, building.resolve(LOG)), root.resolve(name));
        return root.resolve(name).resolve(Recipe.LIBRARY);
    }

    /** Where the emulated card of that key is, once it was built. */
    Path cardFolder(String key) {
        return root.resolve("cards").resolve(key);
    }

    /** Moves a program and its log from the build folder to a card's folder at one stroke, and drops the rest. */
    Path installCard(Path building, String program, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        moveTogether(building, List.of(building.resolve(program), building.resolve(LOG)), folder);
        return folder.resolve(program);
    }

    private static void moveTogether(Path building, List<Path> files, Path folder) throws IOException {
        Path parcel = Files.createDirectories(building.resolve("parcel"));
        for (Path file : files) {
            Files.move(file, parcel.resolve(file.getFileName()));
        }
        Files.move(parcel, folder, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(building);
    }

    private Path stamp(String key) {
        return root.resolve("stamps").resolve(key);
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
