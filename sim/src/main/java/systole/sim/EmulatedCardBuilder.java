package systole.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import systole.contract.CHeader;
import systole.contract.Configuration;
import systole.sim.BuildListener.Phase;

/**
 * Builds the program that stands for a card in the Xilinx Runtime's hardware emulation: it is linked with a simulator's library,
 * and kept in the same cache.
 */
final class EmulatedCardBuilder {
    private static final String PROGRAM = "systole_card";
    private static final List<String> FLAGS = List.of("-std=c++17", "-O2");

    private final SimulatorCache cache;
    private final Toolchain toolchain;

    EmulatedCardBuilder(SimulatorCache cache, Toolchain toolchain) {
        this.cache = cache;
        this.toolchain = toolchain;
    }

    /**
     * The program, from the cache or built now.
     *
     * @param simulator the library of the same configuration
     * @throws SimulatorBuildException where the compiler is missing or fails, or the cache cannot be written
     */
    Path build(Path simulator, Configuration configuration, BuildListener listener) {
        Harness harness = Harness.ofEmulatedCard().with(Recipe.HEADER, CHeader.of(configuration));
        Digest digest = new Digest().text("simulator", simulator.toString()).text("flags", String.join(" ", FLAGS));
        harness.addTo(digest);
        Path program = cache.cardFolder(digest.key()).resolve(PROGRAM);
        if (Files.exists(program)) {
            return program;
        }
        try (var _ = BuildLock.acquire(cache.lockFile(), () -> listener.progress(Phase.WAIT, 0, 1))) {
            return Files.exists(program) ? program : compile(simulator, harness, program.getParent(), listener);
        } catch (IOException e) {
            throw new SimulatorBuildException("the emulated card cannot be built: %s; if that is the cache, set SYSTOLE_CACHE to another folder"
                    .formatted(e), e);
        }
    }

    private Path compile(Path simulator, Harness harness, Path target, BuildListener listener) throws IOException {
        Path compiler = toolchain.require("g++", "g++");
        Path building = cache.emptyBuildFolder();
        harness.writeTo(building);
        listener.progress(Phase.COMPILE, 0, 1);
        List<String> words = new ArrayList<>(List.of(compiler.toString()));
        words.addAll(FLAGS);
        words.addAll(List.of("-I.", "-o", PROGRAM));
        words.addAll(harness.sources());
        words.addAll(List.of(simulator.toString(), "-Wl,-rpath," + simulator.getParent()));
        new Command(building, building.resolve(SimulatorCache.LOG)).run(words, line -> { });
        listener.progress(Phase.COMPILE, 1, 1);
        return cache.installCard(building, PROGRAM, target);
    }
}
