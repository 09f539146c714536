package systole.cli;

import systole.runtime.report.Report;

/**
 * The most that an array of this size can reach on this memory: it works in every cycle, but the weights of a fully-connected layer have to be read
 * once for each batch, and serve each of its images only once.
 *
 * @param bytesPerCycle of the memory
 * @param utilisation of the whole network, 0 to 1
 */
record MemoryBound(int bytesPerCycle, double utilisation) {
    static MemoryBound of(Report report, int bytesPerCycle) {
        double pes = (double) report.array() * report.array();
        double cycles = report.layers().stream().mapToDouble(layer -> Math.max(layer.macs() / pes,
                layer.op().startsWith("linear") ? weightBytes(layer, report) / (double) bytesPerCycle : 0)).sum();
        return new MemoryBound(bytesPerCycle, report.total().macs() / pes / cycles);
    }

    /** A fully-connected layer has as many weights as an image takes MACs. */
    private static long weightBytes(Report.Layer layer, Report report) {
        return layer.macs() / report.batch();
    }
}
