package systole.compiler;

import systole.contract.Configuration;
import systole.contract.LocalMemory;
import systole.contract.MemoryConfiguration;
import systole.contract.Region;

/** Everything that a descriptor can read or write. Addresses are bytes in the scratchpad and the regions, rows elsewhere. */
enum Space {
    SCRATCHPAD,
    WEIGHTS,
    PARAMETERS,
    LOOKUP,
    RESIDUALS,
    ACCUMULATORS,
    CONSTANTS,
    WORKSPACE,
    INPUT,
    OUTPUT;

    static Space of(Region region) {
        return switch (region) {
            case CONSTANTS -> CONSTANTS;
            case WORKSPACE -> WORKSPACE;
            case INPUT -> INPUT;
            case OUTPUT -> OUTPUT;
        };
    }

    static Space of(LocalMemory memory) {
        return switch (memory) {
            case SCRATCHPAD -> SCRATCHPAD;
            case WEIGHTS -> WEIGHTS;
            case PARAMETERS -> PARAMETERS;
            case LOOKUP -> LOOKUP;
            case RESIDUAL -> RESIDUALS;
        };
    }

    /** Whether this lies in device memory. */
    boolean isRegion() {
        return ordinal() >= CONSTANTS.ordinal();
    }

    /** Addresses of an on-chip memory: bytes of the scratchpad, rows of the others. */
    long capacity(Configuration configuration) {
        MemoryConfiguration memory = configuration.memory();
        int lanes = configuration.array().size();
        return switch (this) {
            case SCRATCHPAD -> (long) memory.scratchpadRows() * lanes;
            case WEIGHTS -> memory.weightRows();
            case PARAMETERS -> memory.parameterRows();
            case LOOKUP -> (long) memory.lookupTables() * MemoryConfiguration.LOOKUP_BYTES / lanes;
            case RESIDUALS -> memory.residualRows();
            case ACCUMULATORS -> memory.accumulatorRows();
            case CONSTANTS, WORKSPACE, INPUT, OUTPUT -> throw new IllegalArgumentException(this + " is not on chip");
        };
    }
}
