package systole.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that turn SystemVerilog and harness into a library. They run in the build folder, with relative paths: ccache
 * then knows a file again that another build folder compiled.
 */
final class Recipe {
    /** SystemVerilog. */
    static final String RTL = "rtl";
    /** The harness and the contract's header. */
    static final String HARNESS = "harness";
    static final String HEADER = "systole_contract.h";
    static final String LIBRARY = "libsystole_sim.so";
    /** What Verilator writes. */
    static final String OBJECTS = "obj";

    /** Marks a compiler call in what make prints. */
    static final String COMPILES = " -c ";

    // VL_USER_FATAL: the harness throws where Verilator would end the process.
    private static final String COMPILER_FLAGS = "-fPIC -fvisibility=hidden -DVL_USER_FATAL -I../" + HARNESS;
    private static final String LINKER_FLAGS = "-shared -Wl,-Bsymbolic";

    /** Without -Wno-fatal a newer Verilator's new warning would stop users; SYMRSVDWORD is about the name "interrupt". */
    private static final List<String> VERILATOR_FLAGS = List.of("--cc", "--exe", "-O3", "--x-assign", "fast", "--x-initial",
            "fast", "--noassert", "-Wno-fatal", "-Wno-SYMRSVDWORD", "--timescale", "1ns/1ns", "--top-module", "systole",
            "--prefix", "Vsystole", "--Mdir", OBJECTS, "-CFLAGS", COMPILER_FLAGS, "-LDFLAGS", LINKER_FLAGS, "-o", LIBRARY);

    /** Verilator's makefile appends -Os to CFLAGS, so optimisation goes through its own variables. */
    private static final List<String> MAKE_VARIABLES =
            List.of("OPT_FAST=-O3 -march=native", "OPT_SLOW=-O1", "OPT_GLOBAL=-O3 -march=native");

    private Recipe() {
    }

    static List<String> verilator(Path verilator, Variant variant, List<String> rtl, List<String> sources) {
        List<String> words = new ArrayList<>();
        words.add(verilator.toString());
        words.addAll(VERILATOR_FLAGS);
        words.addAll(variant.verilatorFlags());
        rtl.forEach(name -> words.add(RTL + "/" + name));
        sources.forEach(name -> words.add(HARNESS + "/" + name));
        return words;
    }

    static List<String> make(Path make, Path compiler, Optional<Path> ccache) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(make.toString(), "-C", OBJECTS, "-f", "Vsystole.mk", "CXX=" + compiler, "LINK=" + compiler));
        words.addAll(List.of("-j", Integer.toString(Runtime.getRuntime().availableProcessors())));
        words.addAll(MAKE_VARIABLES);
        ccache.ifPresent(path -> words.add("OBJCACHE=" + path));
        return words;
    }

    /** What the result depends on beside files and programs. */
    static void addTo(Digest digest, Variant variant) {
        digest.text("verilator", String.join(" ", VERILATOR_FLAGS))
                .text("variant", variant + " " + String.join(" ", variant.verilatorFlags()))
                .text("make", String.join(" ", MAKE_VARIABLES))
                .text("processor", Toolchain.processor());
    }
}
