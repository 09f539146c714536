package systole.contract;

/** The counters of completed steps that descriptors wait for. Each counts from 0 at the program's start. */
public enum Progress {
    /** LOAD descriptors whose rows are all in the scratchpad. */
    LOAD(Engine.LOAD),
    /** LOAD_WEIGHTS descriptors whose rows are all on chip. */
    WEIGHTS(Engine.WEIGHTS),
    /** EXECUTE descriptors whose sums are all in the accumulators. */
    EXECUTE(Engine.EXECUTE),
    /** STORE and SNAPSHOT descriptors that have read all their accumulators, parameters and tables. */
    DRAIN(Engine.STORE),
    /** STORE and SNAPSHOT descriptors whose bytes are readable where they were written. */
    STORE(Engine.STORE);

    private final Engine engine;

    Progress(Engine engine) {
        this.engine = engine;
    }

    /** The engine whose descriptors it counts. */
    public Engine engine() {
        return engine;
    }
}
