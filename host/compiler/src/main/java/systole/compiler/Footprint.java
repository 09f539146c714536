package systole.compiler;

import java.util.List;
import systole.contract.Configuration;
import systole.contract.Counter;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.MemoryConfiguration;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;

/**
 * What a descriptor reads and writes, derived from its fields alone: so waits and range checks rest on the very numbers that the
 * hardware gets, and nothing that emits descriptors can declare them wrongly. Spans may cover a little more than what is touched
 * (a row's columns between the first and the last one) but never less.
 *
 * @param reads what it reads, sorted
 * @param writes what it writes, sorted
 */
record Footprint(List<Span> reads, List<Span> writes) {
    /** The footprint of a descriptor whose opcode, region and memory codes are known. */
    static Footprint of(Descriptor descriptor, Configuration configuration) {
        Spans reads = new Spans();
        Spans writes = new Spans();
        switch (descriptor.opcode()) {
            case LOAD, LOAD_WEIGHTS -> load(descriptor, configuration, reads, writes);
            case EXECUTE -> execute(descriptor, configuration, reads, writes);
            case STORE -> store(descriptor, configuration, reads, writes);
            case SNAPSHOT -> writes.add(region(descriptor.getInt(SnapshotField.REGION)),
                    descriptor.get(SnapshotField.ADDRESS), Counter.snapshotBytes());
        }
        return new Footprint(reads.merged(), writes.merged());
    }

    private static void load(Descriptor d, Configuration configuration, Spans reads, Spans writes) {
        int lanes = configuration.array().size();
        Space device = region(d.getInt(LoadField.REGION));
        Space local = Space.of(LocalMemory.values()[d.getInt(LoadField.MEMORY)]);
        int unit = local == Space.SCRATCHPAD ? lanes : 1;
        long run = d.get(LoadField.RUN);
        for (long j = 0; j < d.get(LoadField.OUTER); j++) {
            for (long i = 0; i < d.get(LoadField.INNER); i++) {
                long address = d.get(LoadField.ADDRESS) + j * d.get(LoadField.OUTER_STEP) + i * d.get(LoadField.INNER_STEP);
                long row = d.get(LoadField.LOCAL_BASE) + j * d.get(LoadField.LOCAL_OUTER_STEP) + i * d.get(LoadField.LOCAL_INNER_STEP);
                reads.add(device, address, run * lanes);
                writes.add(local, row * unit, run * unit);
            }
        }
    }

    private static void execute(Descriptor d, Configuration configuration, Spans reads, Spans writes) {
        int lanes = configuration.array().size();
        for (int ky = 0; ky < d.getInt(ExecuteField.KERNEL_ROWS); ky++) {
            for (int y = 0; y < d.getInt(ExecuteField.ROWS); y++) {
                long iy = d.get(ExecuteField.ORIGIN_Y) + y * d.get(ExecuteField.STRIDE_Y) + ky * d.get(ExecuteField.DILATION_Y);
                if (iy >= 0 && iy < d.get(ExecuteField.VALID_ROWS)) {
                    long start = d.get(ExecuteField.INPUT_BASE) + y * step(d, ExecuteField.ROW_STEP)
                            + ky * step(d, ExecuteField.KERNEL_ROW_STEP);
                    inputRow(d, configuration, start, reads);
                }
            }
        }
        long tiles = d.get(ExecuteField.KERNEL_ROWS) * d.get(ExecuteField.KERNEL_COLUMNS) * d.get(ExecuteField.BLOCKS);
        reads.add(Space.WEIGHTS, d.get(ExecuteField.WEIGHT_BASE), tiles * lanes);
        writes.add(Space.ACCUMULATORS, d.get(ExecuteField.ACCUMULATOR_BASE), d.get(ExecuteField.ROWS) * d.get(ExecuteField.COLUMNS));
    }

    /** The scratchpad bytes of one kernel row over one row of output pixels, in every input block. */
    private static void inputRow(Descriptor d, Configuration configuration, long start, Spans reads) {
        int lanes = configuration.array().size();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int kx = 0; kx < d.getInt(ExecuteField.KERNEL_COLUMNS); kx++) {
            long origin = d.get(ExecuteField.ORIGIN_X) + kx * d.get(ExecuteField.DILATION_X);
            long stride = Math.max(1, d.get(ExecuteField.STRIDE_X));
            long from = Math.max(0, Math.ceilDiv(-origin, stride));
            long to = Math.min(d.get(ExecuteField.COLUMNS) - 1, Math.floorDiv(d.get(ExecuteField.VALID_COLUMNS) - 1 - origin, stride));
            if (from <= to) {
                long tap = start + kx * step(d, ExecuteField.KERNEL_COLUMN_STEP);
                long a = tap + from * step(d, ExecuteField.COLUMN_STEP);
                long b = tap + to * step(d, ExecuteField.COLUMN_STEP);
                first = Math.min(first, Math.min(a, b));
                last = Math.max(last, Math.max(a, b));
            }
        }
        for (int block = 0; first <= last && block < d.getInt(ExecuteField.BLOCKS); block++) {
            long modulus = Math.min(1L << ExecuteField.INPUT_BASE.width(), Space.SCRATCHPAD.capacity(configuration));
            reads.addModulo(Space.SCRATCHPAD, first + block * step(d, ExecuteField.BLOCK_STEP), last - first + lanes, modulus);
        }
    }

    private static void store(Descriptor d, Configuration configuration, Spans reads, Spans writes) {
        int lanes = configuration.array().size();
        long firstColumn = Math.max(0, d.get(StoreField.ORIGIN_X));
        long endColumn = Math.min(d.get(StoreField.VALID_COLUMNS), d.get(StoreField.ORIGIN_X)
                + (d.get(StoreField.COLUMNS) - 1) * d.get(StoreField.STRIDE_X) + d.get(StoreField.KERNEL_COLUMNS));
        for (int y = 0; y < d.getInt(StoreField.ROWS); y++) {
            for (int ky = 0; ky < d.getInt(StoreField.KERNEL_ROWS); ky++) {
                long iy = d.get(StoreField.ORIGIN_Y) + y * d.get(StoreField.STRIDE_Y) + ky;
                if (iy >= 0 && iy < d.get(StoreField.VALID_ROWS) && firstColumn < endColumn) {
                    long row = d.get(StoreField.ACCUMULATOR_BASE) + y * d.get(StoreField.ROW_STEP)
                            + ky * d.get(StoreField.KERNEL_ROW_STEP) + firstColumn - d.get(StoreField.ORIGIN_X);
                    reads.addModulo(Space.ACCUMULATORS, row, endColumn - firstColumn, 1L << StoreField.ACCUMULATOR_BASE.width());
                }
            }
            Space target = d.get(StoreField.TO_SCRATCHPAD) == 1 ? Space.SCRATCHPAD : region(d.getInt(StoreField.REGION));
            writes.add(target, d.get(StoreField.ADDRESS) + y * d.get(StoreField.ROW_PITCH), d.get(StoreField.COLUMNS) * lanes);
        }
        reads.add(Space.PARAMETERS, d.get(StoreField.PARAMETER_BASE), MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK);
        if (d.get(StoreField.LOOKUP) == 1) {
            long rows = MemoryConfiguration.LOOKUP_BYTES / lanes;
            reads.add(Space.LOOKUP, d.get(StoreField.LOOKUP_TABLE) * rows, rows);
        }
        if (d.get(StoreField.RESIDUAL) == 1) {
            reads.add(Space.RESIDUALS, d.get(StoreField.RESIDUAL_BASE), d.get(StoreField.ROWS) * d.get(StoreField.COLUMNS));
        }
    }

    /** A step of EXECUTE, which is modulo 2^width and may so be negative. */
    private static long step(Descriptor descriptor, ExecuteField field) {
        int unused = Long.SIZE - field.width();
        return descriptor.get(field) << unused >> unused;
    }

    private static Space region(int code) {
        return Space.of(Region.values()[code]);
    }
}
