package systole.sim;

import java.util.List;

/** How a simulator is built. */
public enum Variant {
    /** As fast as it gets; no waves. */
    FAST("waves_absent.cpp", List.of()),
    /** Can write waves. Carrying the code for it costs speed even while none are written. */
    WAVES("waves_fst.cpp", List.of("--trace-fst"));

    private final String wavesSource;
    private final List<String> verilatorFlags;

    Variant(String wavesSource, List<String> verilatorFlags) {
        this.wavesSource = wavesSource;
        this.verilatorFlags = verilatorFlags;
    }

    /** The harness file that implements waves.h. */
    String wavesSource() {
        return wavesSource;
    }

    List<String> verilatorFlags() {
        return verilatorFlags;
    }
}
