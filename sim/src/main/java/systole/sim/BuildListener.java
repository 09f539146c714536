package systole.sim;

/** Hears how far a build is. Called from the building thread; a build that the cache answers makes no call. */
@FunctionalInterface
public interface BuildListener {
    /** The steps of a build, in order. */
    enum Phase {
        /** Another build holds the cache. Left out where there is none. */
        WAIT,
        /** Chisel to SystemVerilog. */
        ELABORATE,
        /** SystemVerilog to C++. Left out, like COMPILE, where the same SystemVerilog was built before. */
        VERILATE,
        /** C++ to a library. */
        COMPILE
    }

    /**
     * A step begins, or goes on.
     *
     * @param done parts of the phase that are done, for COMPILE files
     * @param total parts of the phase, at least 1
     */
    void progress(Phase phase, int done, int total);

    /** Ignores everything. */
    static BuildListener silent() {
        return (phase, done, total) -> { };
    }
}
