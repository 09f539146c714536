package systole.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import systole.contract.CHeader;
import systole.contract.Configuration;
import systole.sim.BuildListener.Phase;

/**
 * One build in its folder, step by step.
 *
 * @param folder empty at first
 */
record BuildRun(Path folder, Toolchain toolchain, Variant variant, Harness harness, BuildListener listener) {
    /** Writes the SystemVerilog and, beside the harness, the contract's header. */
    void elaborate(Elaborator elaborator, Configuration configuration) throws IOException {
        requireTools();
        listener.progress(Phase.ELABORATE, 0, 1);
        elaborator.systemVerilog(configuration, Files.createDirectories(rtl()));
        Path sources = Files.createDirectories(folder.resolve(Recipe.HARNESS));
        harness.writeTo(sources);
        Files.writeString(sources.resolve(Recipe.HEADER), CHeader.of(configuration));
    }

    /** Covers all that goes into the library, once elaborated. */
    String key() throws IOException {
        Digest digest = new Digest().files(rtl()).files(folder.resolve(Recipe.HARNESS))
                .text("verilator", command().output(List.of(verilator().toString(), "--version")))
                .text("g++", command().output(List.of(compiler().toString(), "--version")));
        Recipe.addTo(digest, variant);
        return digest.key();
    }

    void verilate() throws IOException {
        listener.progress(Phase.VERILATE, 0, 1);
        command().run(Recipe.verilator(verilator(), variant, rtlNames(), harness.sources()), line -> { });
    }

    /** A dry run first tells how many files there are. */
    void compile() throws IOException {
        List<String> make = Recipe.make(make(), compiler(), toolchain.find("ccache"));
        List<String> dryRun = Stream.concat(make.stream(), Stream.of("--dry-run")).toList();
        int total = (int) command().output(dryRun).lines().filter(line -> line.contains(Recipe.COMPILES)).count();
        AtomicInteger begun = new AtomicInteger();
        command().run(make, line -> {
            if (line.contains(Recipe.COMPILES)) {
                listener.progress(Phase.COMPILE, begun.getAndIncrement(), total);
            }
        });
        listener.progress(Phase.COMPILE, total, total);
    }

    /** All at once, before minutes are spent. */
    private void requireTools() throws IOException {
        verilator();
        make();
        compiler();
        if (variant == Variant.WAVES) {
            requireHeader("zlib.h", "zlib1g-dev");
        }
    }

    private void requireHeader(String header, String debianPackage) throws IOException {
        try {
            command().output(List.of(compiler().toString(), "-E", "-x", "c++", "-include", header, "/dev/null"));
        } catch (SimulatorBuildException e) {
            throw new SimulatorBuildException("%s is missing and a simulator with waves cannot be built without it: sudo apt-get install %s"
                    .formatted(header, debianPackage), e);
        }
    }

    private Path verilator() {
        return toolchain.require("verilator", "verilator");
    }

    private Path compiler() {
        return toolchain.require("g++", "g++");
    }

    private Path make() {
        return toolchain.require("make", "make");
    }

    private Path rtl() {
        return folder.resolve(Recipe.RTL);
    }

    private List<String> rtlNames() throws IOException {
        try (Stream<Path> files = Files.list(rtl())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sv")).sorted().toList();
        }
    }

    private Command command() {
        return new Command(folder, folder.resolve(SimulatorCache.LOG));
    }
}
