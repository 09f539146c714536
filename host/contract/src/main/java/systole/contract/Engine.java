package systole.contract;

/** The accelerator's engines. Each works through its own queue in order; between them only {@link Progress} counts. */
public enum Engine {
    /** Fills the scratchpad from device memory. */
    LOAD,
    /** Fills weight, parameter and lookup memory from device memory. */
    WEIGHTS,
    /** Streams vectors through the array into the accumulators. */
    EXECUTE,
    /** Drains the accumulators through the requantiser to memory. */
    STORE
}
