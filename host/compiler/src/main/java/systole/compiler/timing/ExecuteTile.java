package systole.compiler.timing;

import systole.contract.ExecuteField;

/**
 * An EXECUTE in the array: its slots, one a cycle.
 *
 * @param start the cycle of the first pass's first slot
 * @param passes weight tiles
 * @param pixels slots of a pass that send a vector, the first ones
 * @param passSlots slots of a pass
 * @param accumulatorBase accumulator row of a pass's first pixel
 * @param accumulates whether the first pass adds to the accumulators too
 */
record ExecuteTile(long start, long passes, long pixels, long passSlots, int accumulatorBase, boolean accumulates) {
    static ExecuteTile of(Command execute, long start, int minimumPass) {
        long passes = (long) execute.get(ExecuteField.KERNEL_ROWS) * execute.get(ExecuteField.KERNEL_COLUMNS)
                * execute.get(ExecuteField.BLOCKS);
        long pixels = (long) execute.get(ExecuteField.ROWS) * execute.get(ExecuteField.COLUMNS);
        return new ExecuteTile(start, passes, pixels, Math.max(pixels, minimumPass),
                execute.get(ExecuteField.ACCUMULATOR_BASE), execute.get(ExecuteField.ACCUMULATE) == 1);
    }

    /** The cycle after the last slot. */
    long end() {
        return start + passes * passSlots;
    }

    /** The cycle of the last slot that sends a vector. */
    long lastVector() {
        return end() - passSlots + pixels - 1;
    }

    /** Slots before that cycle. */
    long slotsBefore(long cycle) {
        return Math.clamp(cycle - start, 0, passes * passSlots);
    }

    /** Vectors sent before that cycle. */
    long vectorsBefore(long cycle) {
        long slots = slotsBefore(cycle);
        return slots / passSlots * pixels + Math.min(slots % passSlots, pixels);
    }

    /** Whether the slot's vector needs the old sums of its accumulator row. */
    boolean readsAccumulator(long cycle) {
        long slot = cycle - start;
        return slot >= 0 && cycle < end() && slot % passSlots < pixels && (accumulates || slot >= passSlots);
    }

    /** The accumulator row of the slot's vector. */
    int accumulatorRow(long cycle) {
        return (int) (accumulatorBase + (cycle - start) % passSlots);
    }
}
