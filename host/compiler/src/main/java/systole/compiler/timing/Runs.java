package systole.compiler.timing;

/**
 * Contiguous pieces of device memory, in the order in which they are moved. Addresses count from a base that is a multiple of 4 KiB,
 * as drivers place regions: bursts end where they would with the base.
 *
 * @param address the first run's
 * @param rows rows of each run, at least 1
 * @param inner runs of the inner loop, at least 1
 * @param outer turns of the outer loop, at least 1
 * @param innerStep bytes from run to run
 * @param outerStep bytes from outer turn to outer turn
 */
record Runs(long address, int rows, int inner, int outer, long innerStep, long outerStep) {
    long count() {
        return (long) inner * outer;
    }

    /** The address of the run with that index. */
    long addressOf(long index) {
        return address + index / inner * outerStep + index % inner * innerStep;
    }
}
