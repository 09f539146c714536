package systole.compiler;

import systole.contract.Configuration;

/**
 * What the layers of one compilation share.
 *
 * @param plan where tensors live
 * @param emitter the program as it grows
 * @param constants region CONSTANTS as it grows
 * @param memories the allocators of what is loaded, but for the scratchpad
 * @param banks the accumulators
 */
record Compilation(
        Configuration configuration, MemoryPlan plan, Emitter emitter, Constants constants, Memories memories, AccumulatorBanks banks) {
    /**
     * @param weights rows
     * @param parameters rows
     * @param lookups tables
     * @param residuals rows
     */
    record Memories(OnChipMemory weights, OnChipMemory parameters, OnChipMemory lookups, OnChipMemory residuals) {
    }

    static Compilation begin(Configuration configuration, MemoryPlan plan) {
        return new Compilation(configuration, plan, new Emitter(configuration), new Constants(configuration.array().size()),
                new Memories(new OnChipMemory(), new OnChipMemory(), new OnChipMemory(), new OnChipMemory()),
                new AccumulatorBanks(configuration.memory().accumulatorBankRows()));
    }

    int lanes() {
        return configuration.array().size();
    }
}
