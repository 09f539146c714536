package systole.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import systole.compiler.Program;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;
import systole.contract.Progress;
import systole.contract.Region;
import systole.contract.SnapshotField;
import systole.contract.StoreField;

/**
 * Programs by chance that compute nothing: engines contend for memory, banks and queues as no compiler would have them do. They end
 * without an error: what they read and write in device memory exists, and they wait only for what stands before.
 */
final class RandomDescriptors {
    /** Where the snapshots lie in region WORKSPACE, 64 bytes each; stores stay below. */
    static final int SNAPSHOT_BASE = 1 << 17;

    private static final int SPACE = 1 << 16;
    private static final int DESCRIPTORS = 120;

    private final RandomGenerator random;
    private final int lanes;
    private final int accumulatorRows;
    private final int[] before = new int[Progress.values().length];
    private final List<Descriptor> descriptors = new ArrayList<>();
    private int snapshots;

    private RandomDescriptors(Configuration configuration, long seed) {
        random = new SplittableRandom(seed);
        lanes = configuration.array().size();
        accumulatorRows = configuration.memory().accumulatorRows();
    }

    /** A program; equal seeds give equal ones. */
    static Program program(Configuration configuration, long seed) {
        Program frame = new SmallNetwork().program(configuration);
        RandomDescriptors made = new RandomDescriptors(configuration, seed);
        for (int i = 0; i < DESCRIPTORS; i++) {
            made.add();
        }
        return new Program("random descriptors " + seed, configuration, made.descriptors, new byte[SPACE], frame.inputs(), frame.outputs(),
                List.of(), SNAPSHOT_BASE + made.snapshots * Descriptor.BYTES, frame.outputBytes(), frame.layers());
    }

    private void add() {
        Descriptor.Builder builder = switch (random.nextInt(9)) {
            case 0, 1 -> load(Opcode.LOAD, random.nextBoolean() ? LocalMemory.SCRATCHPAD : LocalMemory.RESIDUAL);
            case 2, 3 -> load(Opcode.LOAD_WEIGHTS, random.nextBoolean() ? LocalMemory.WEIGHTS : LocalMemory.PARAMETERS);
            case 4, 5 -> execute();
            case 6, 7 -> random.nextInt(4) == 0 ? residualStore() : store();
            default -> Descriptor.of(Opcode.SNAPSHOT).set(SnapshotField.REGION, Region.WORKSPACE.code())
                    .set(SnapshotField.ADDRESS, SNAPSHOT_BASE + (long) snapshots++ * Descriptor.BYTES);
        };
        for (Progress progress : Progress.values()) {
            if (random.nextInt(3) == 0) {
                builder.waitFor(progress, Math.max(0, before[progress.ordinal()] - random.nextInt(6)));
            }
        }
        Descriptor descriptor = builder.build();
        descriptors.add(descriptor);
        for (Progress progress : Progress.values()) {
            before[progress.ordinal()] += progress.engine() == descriptor.opcode().engine() ? 1 : 0;
        }
    }

    private int count(int most) {
        return random.nextInt(1, most + 1);
    }

    private long rowsOfBytes(int most) {
        return (long) random.nextInt(most) * lanes;
    }

    private Descriptor.Builder load(Opcode opcode, LocalMemory memory) {
        return Descriptor.of(opcode).set(LoadField.REGION, Region.CONSTANTS.code()).set(LoadField.MEMORY, memory.code())
                .set(LoadField.ADDRESS, rowsOfBytes(400)).set(LoadField.LOCAL_BASE, random.nextInt(100)).set(LoadField.RUN, count(50))
                .set(LoadField.INNER, count(4)).set(LoadField.OUTER, count(3)).set(LoadField.INNER_STEP, rowsOfBytes(90))
                .set(LoadField.OUTER_STEP, rowsOfBytes(90)).set(LoadField.LOCAL_INNER_STEP, random.nextInt(20));
    }

    private Descriptor.Builder execute() {
        return Descriptor.of(Opcode.EXECUTE).set(ExecuteField.COLUMNS, count(12)).set(ExecuteField.ROWS, count(8))
                .set(ExecuteField.BLOCKS, count(3)).set(ExecuteField.KERNEL_COLUMNS, count(3)).set(ExecuteField.KERNEL_ROWS, count(3))
                .set(ExecuteField.COLUMN_STEP, lanes).set(ExecuteField.VALID_COLUMNS, 6).set(ExecuteField.VALID_ROWS, 1)
                .set(ExecuteField.ACCUMULATOR_BASE, random.nextInt(accumulatorRows)).set(ExecuteField.ACCUMULATE, random.nextInt(2));
    }

    private Descriptor.Builder store() {
        return Descriptor.of(Opcode.STORE).set(StoreField.ACCUMULATOR_BASE, random.nextInt(accumulatorRows))
                .set(StoreField.ROW_STEP, random.nextInt(12)).set(StoreField.KERNEL_ROW_STEP, random.nextInt(12))
                .set(StoreField.COLUMNS, count(10)).set(StoreField.ROWS, count(5))
                .set(StoreField.KERNEL_COLUMNS, count(5)).set(StoreField.KERNEL_ROWS, count(3))
                .set(StoreField.STRIDE_X, count(3)).set(StoreField.STRIDE_Y, count(2))
                .set(StoreField.ORIGIN_X, -random.nextInt(3)).set(StoreField.ORIGIN_Y, -random.nextInt(3))
                .set(StoreField.VALID_COLUMNS, count(16)).set(StoreField.VALID_ROWS, count(8))
                .set(StoreField.TO_SCRATCHPAD, random.nextInt(2)).set(StoreField.REGION, Region.WORKSPACE.code())
                .set(StoreField.ADDRESS, rowsOfBytes(200)).set(StoreField.ROW_PITCH, rowsOfBytes(200));
    }

    private Descriptor.Builder residualStore() {
        return store().set(StoreField.RESIDUAL, 1).set(StoreField.RESIDUAL_BASE, random.nextInt(100))
                .set(StoreField.KERNEL_COLUMNS, 1).set(StoreField.KERNEL_ROWS, 1).set(StoreField.STRIDE_X, 1).set(StoreField.STRIDE_Y, 1);
    }
}
