package systole.compiler.interpreter;

import java.util.Arrays;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;

/** EXECUTE, as {@link ExecuteField} defines it. */
final class ExecuteUnit {
    private final Machine machine;
    private final Descriptor descriptor;
    private final int lanes;
    private final int columns;
    private final int rows;
    private final int accumulatorBase;
    /** The pass's weights, transposed: those of an input lane side by side, so that the inner loop runs over outputs. */
    private final int[] weights;

    private ExecuteUnit(Machine machine, Descriptor descriptor) {
        this.machine = machine;
        this.descriptor = descriptor;
        lanes = machine.lanes;
        columns = get(ExecuteField.COLUMNS);
        rows = get(ExecuteField.ROWS);
        accumulatorBase = get(ExecuteField.ACCUMULATOR_BASE);
        weights = new int[lanes * lanes];
    }

    static void run(Machine machine, Descriptor descriptor) {
        new ExecuteUnit(machine, descriptor).run();
    }

    private int get(ExecuteField field) {
        return descriptor.getInt(field);
    }

    private void run() {
        if (get(ExecuteField.ACCUMULATE) == 0) {
            Arrays.fill(machine.accumulators, accumulatorBase * lanes, (accumulatorBase + rows * columns) * lanes, 0);
        }
        int tile = 0;
        for (int ky = 0; ky < get(ExecuteField.KERNEL_ROWS); ky++) {
            for (int kx = 0; kx < get(ExecuteField.KERNEL_COLUMNS); kx++) {
                for (int block = 0; block < get(ExecuteField.BLOCKS); block++) {
                    preload(tile++);
                    pass(ky, kx, block);
                }
            }
        }
    }

    private void preload(int tile) {
        int base = (get(ExecuteField.WEIGHT_BASE) + tile * lanes) * lanes;
        for (int output = 0; output < lanes; output++) {
            for (int input = 0; input < lanes; input++) {
                weights[input * lanes + output] = machine.weights[base + output * lanes + input];
            }
        }
    }

    private void pass(int ky, int kx, int block) {
        int strideX = get(ExecuteField.STRIDE_X);
        int columnStep = get(ExecuteField.COLUMN_STEP);
        int validColumns = get(ExecuteField.VALID_COLUMNS);
        int addressMask = (1 << ExecuteField.INPUT_BASE.width()) - 1;
        int[] vector = new int[lanes];
        for (int y = 0; y < rows; y++) {
            int iy = get(ExecuteField.ORIGIN_Y) + y * get(ExecuteField.STRIDE_Y) + ky * get(ExecuteField.DILATION_Y);
            boolean rowExists = iy >= 0 && iy < get(ExecuteField.VALID_ROWS);
            int start = get(ExecuteField.INPUT_BASE) + y * get(ExecuteField.ROW_STEP) + block * get(ExecuteField.BLOCK_STEP)
                    + ky * get(ExecuteField.KERNEL_ROW_STEP) + kx * get(ExecuteField.KERNEL_COLUMN_STEP);
            int ix = get(ExecuteField.ORIGIN_X) + kx * get(ExecuteField.DILATION_X);
            for (int x = 0; x < columns; x++, ix += strideX) {
                if (rowExists && ix >= 0 && ix < validColumns) {
                    read(start + x * columnStep & addressMask, vector);
                } else {
                    Arrays.fill(vector, get(ExecuteField.ZERO_POINT));
                }
                accumulate(vector, (accumulatorBase + y * columns + x) * lanes);
            }
        }
    }

    private void read(int address, int[] vector) {
        int mask = machine.scratchpad.length - 1;
        for (int lane = 0; lane < lanes; lane++) {
            vector[lane] = machine.scratchpad[address + lane & mask];
        }
    }

    private void accumulate(int[] vector, int at) {
        int[] sums = machine.accumulators;
        for (int input = 0; input < lanes; input++) {
            int value = vector[input];
            int row = input * lanes;
            for (int output = 0; output < lanes; output++) {
                sums[at + output] += value * weights[row + output];
            }
        }
    }
}
