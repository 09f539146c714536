package systole.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import systole.contract.CHeader;
import systole.contract.Configuration;
import systole.sim.BuildListener.Phase;

/**
 * Builds simulators and keeps them in a cache. A library is found again in two ways: by a stamp over what the elaboration
 * starts from, which needs no tool at all, and after an elaboration by the SystemVerilog that came out.
 *
 * <p>Several builders may work on one cache, in threads and processes.
 */
public final class SimulatorBuilder {
    private final Hardware hardware;
    private final SimulatorCache cache;
    private final Toolchain toolchain;
    private final Function<Variant, Harness> harnesses;

    /** A builder with the user's cache folder and PATH. */
    public SimulatorBuilder(Hardware hardware) {
        this(hardware, SimulatorCache.folder(System.getenv()), Toolchain.ofPath());
    }

    /**
     * @param cacheFolder where the folder {@code simulators} is kept
     */
    public SimulatorBuilder(Hardware hardware, Path cacheFolder, Toolchain toolchain) {
        this(hardware, cacheFolder, toolchain, Harness::of);
    }

    SimulatorBuilder(Hardware hardware, Path cacheFolder, Toolchain toolchain, Function<Variant, Harness> harnesses) {
        this.hardware = hardware;
        this.cache = new SimulatorCache(cacheFolder.toAbsolutePath());
        this.toolchain = toolchain;
        this.harnesses = harnesses;
    }

    /**
     * The simulator's library, from the cache or built now.
     *
     * @return the absolute path of {@code libsystole_sim.so}
     * @throws SimulatorBuildException where a tool is missing or fails, or the cache cannot be written
     */
    public Path build(Configuration configuration, Variant variant, BuildListener listener) {
        Harness harness = harnesses.apply(variant);
        try {
            String stamp = stamp(configuration, variant, harness);
            Optional<Path> cached = cache.stamped(stamp);
            return cached.isPresent() ? cached.get() : buildLocked(configuration, variant, harness, stamp, listener);
        } catch (IOException e) {
            throw new SimulatorBuildException("the simulator cannot be built: %s; if that is the cache, set SYSTOLE_CACHE to another folder"
                    .formatted(e), e);
        }
    }

    private Path buildLocked(Configuration configuration, Variant variant, Harness harness, String stamp, BuildListener listener)
            throws IOException {
        try (var _ = BuildLock.acquire(cache.lockFile(), () -> listener.progress(Phase.WAIT, 0, 1))) {
            // Who held the lock may have built the same.
            Optional<Path> cached = cache.stamped(stamp);
            if (cached.isPresent()) {
                return cached.get();
            }
            BuildRun run = new BuildRun(cache.emptyBuildFolder(), toolchain, variant, harness, listener);
            run.elaborate(hardware.elaborator(), configuration);
            String name = "array%d-%s-%s".formatted(
                    configuration.array().size(), variant.name().toLowerCase(Locale.ROOT), run.key());
            Optional<Path> same = cache.library(name);
            Path library = same.isPresent() ? same.get() : compile(run, name);
            cache.stamp(stamp, name);
            return library;
        }
    }

    private Path compile(BuildRun run, String name) throws IOException {
        run.verilate();
        run.compile();
        return cache.install(run.folder(), name);
    }

    /** Covers everything that decides about the library but the versions of the tools: an older tool's result still holds. */
    private String stamp(Configuration configuration, Variant variant, Harness harness) throws IOException {
        Digest digest = new Digest().text("configuration", configuration.hashText()).text(Recipe.HEADER, CHeader.of(configuration));
        for (Path source : hardware.sources()) {
            digest.files(source);
        }
        harness.addTo(digest);
        Recipe.addTo(digest, variant);
        return digest.key();
    }
}
