package systole.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.contract.Configuration;
import systole.sim.BuildListener.Phase;

class SimulatorBuilderTest {
    private static final Configuration CONFIGURATION = Configuration.ofArray(4);
    private static final Toolchain NO_TOOLS = new Toolchain(List.of());

    @TempDir
    Path folder;

    private Path source;
    private StandIn standIn;

    @BeforeEach
    void copyStandIn() throws IOException {
        source = Files.copy(Path.of("src/test/verilog/systole.sv"), folder.resolve("systole.sv"));
        standIn = new StandIn(source);
    }

    @Test
    void secondBuildRunsNoToolAndNoElaboration() throws IOException {
        Path library = builder(Toolchain.ofPath()).build(CONFIGURATION, Variant.FAST, BuildListener.silent());
        Path again = builder(NO_TOOLS).build(CONFIGURATION, Variant.FAST, (phase, done, total) -> {
            throw new AssertionError("a cached simulator was built: " + phase);
        });
        assertEquals(library, again);
        assertEquals(1, standIn.elaborations());
        assertTrue(Files.size(library) > 0);
        assertTrue(library.getParent().getFileName().toString().startsWith("array4-fast-"), library.toString());
        assertTrue(Files.readString(library.resolveSibling("build.log")).contains("-march=native"));
    }

    @Test
    void changedSourcesWithEqualVerilogAreOnlyElaborated() throws IOException {
        Path extra = Files.writeString(folder.resolve("extra"), "one");
        Hardware hardware = new Hardware(standIn.hardware().elaborator(), List.of(source, extra));
        Path library = builder(hardware).build(CONFIGURATION, Variant.FAST, BuildListener.silent());
        Files.writeString(extra, "two");
        List<Phase> phases = new ArrayList<>();
        assertEquals(library, builder(hardware).build(CONFIGURATION, Variant.FAST, (phase, done, total) -> phases.add(phase)));
        assertEquals(List.of(Phase.ELABORATE), phases);
    }

    @Test
    void changedHarnessOrVerilogRebuilds() throws IOException {
        Path first = builder(Toolchain.ofPath()).build(CONFIGURATION, Variant.FAST, BuildListener.silent());
        SimulatorBuilder changedHarness = new SimulatorBuilder(standIn.hardware(), cache(), Toolchain.ofPath(),
                variant -> Harness.of(variant).with("extra.cpp", "extern \"C\" int extra() { return 1; }\n"));
        Path second = changedHarness.build(CONFIGURATION, Variant.FAST, BuildListener.silent());
        Files.writeString(source, Files.readString(source) + "// another\n");
        Path third = builder(Toolchain.ofPath()).build(CONFIGURATION, Variant.FAST, BuildListener.silent());
        assertNotEquals(first, second);
        assertNotEquals(first, third);
        assertNotEquals(second, third);
        assertTrue(Files.exists(first) && Files.exists(second) && Files.exists(third));
    }

    @Test
    void progressGoesThroughThePhasesAndCountsFiles() {
        List<Phase> phases = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        builder(Toolchain.ofPath()).build(CONFIGURATION, Variant.FAST, (phase, parts, total) -> {
            assertTrue(parts <= total && total >= 1, phase + " " + parts + " of " + total);
            if (phase == Phase.COMPILE) {
                done.add(parts);
            }
            if (!phases.contains(phase)) {
                phases.add(phase);
            }
        });
        assertEquals(List.of(Phase.ELABORATE, Phase.VERILATE, Phase.COMPILE), phases);
        int files = done.getLast();
        assertTrue(files >= 9, "the harness alone has nine: " + files);
        assertEquals(files + 1, done.size());
    }

    @Test
    void simultaneousBuildsGiveTheSameLibraryOnce() {
        SimulatorBuilder builder = builder(Toolchain.ofPath());
        var first = CompletableFuture.supplyAsync(() -> builder.build(CONFIGURATION, Variant.FAST, BuildListener.silent()));
        var second = CompletableFuture.supplyAsync(() -> builder.build(CONFIGURATION, Variant.FAST, BuildListener.silent()));
        assertEquals(first.join(), second.join());
        assertEquals(1, standIn.elaborations());
    }

    @Test
    void missingToolNamesThePackage() {
        var failure = assertThrows(SimulatorBuildException.class,
                () -> builder(NO_TOOLS).build(CONFIGURATION, Variant.FAST, BuildListener.silent()));
        assertEquals("verilator is missing and a simulator cannot be built without it: sudo apt-get install verilator",
                failure.getMessage());
        assertEquals(0, standIn.elaborations());
    }

    @Test
    void missingHeaderNamesThePackage() throws IOException {
        Path tools = Files.createDirectories(cache().resolveSibling("tools"));
        Path compiler = Files.writeString(tools.resolve("g++"), "#!/bin/sh\necho 'zlib.h: No such file or directory' >&2\nexit 1\n");
        assertTrue(compiler.toFile().setExecutable(true));
        List<Path> folders = Stream.concat(Stream.of(tools), Toolchain.ofPath().folders().stream()).toList();
        var failure = assertThrows(SimulatorBuildException.class,
                () -> builder(new Toolchain(folders)).build(CONFIGURATION, Variant.WAVES, BuildListener.silent()));
        assertEquals("zlib.h is missing and a simulator with waves cannot be built without it: sudo apt-get install zlib1g-dev",
                failure.getMessage());
        assertEquals(0, standIn.elaborations());
    }

    @Test
    void failingToolNamesTheLog() throws IOException {
        Files.writeString(source, "module systole(; endmodule\n");
        var failure = assertThrows(SimulatorBuildException.class,
                () -> builder(Toolchain.ofPath()).build(CONFIGURATION, Variant.FAST, BuildListener.silent()));
        Path log = cache().resolve("simulators/building/build.log");
        assertEquals("verilator ended with status 1: see " + log, failure.getMessage().replaceFirst("status \\d+", "status 1"));
        assertTrue(Files.readString(log).contains("syntax error"));
    }

    private SimulatorBuilder builder(Toolchain toolchain) {
        return new SimulatorBuilder(standIn.hardware(), cache(), toolchain);
    }

    private SimulatorBuilder builder(Hardware hardware) {
        return new SimulatorBuilder(hardware, cache(), Toolchain.ofPath());
    }

    private Path cache() {
        return folder.resolve("cache");
    }
}
