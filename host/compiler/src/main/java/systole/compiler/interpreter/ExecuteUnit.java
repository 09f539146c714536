package systole.compiler.interpreter;

import java.util.Arrays;
import systole.contract.Descriptor;
import systole.contract.ExecuteField;

/** EXECUTE, as {@link ExecuteField} defines it: the walk over the scratchpad; {@link TileProduct} multiplies. */
final class ExecuteUnit {
    private static final int ADDRESS_MASK = (1 << ExecuteField.INPUT_BASE.width()) - 1;

    private final Machine machine;
    private final Fields<ExecuteField> fields;
    private final int lanes;
    private final int columns;
    private final int rows;
    /** The input vectors of a pass, pixel by pixel. */
    private final byte[] vectors;

    private ExecuteUnit(Machine machine, Descriptor descriptor) {
        this.machine = machine;
        fields = new Fields<>(descriptor, ExecuteField.values());
        lanes = machine.lanes;
        columns = get(ExecuteField.COLUMNS);
        rows = get(ExecuteField.ROWS);
        vectors = new byte[rows * columns * lanes];
    }

    static void run(Machine machine, Descriptor descriptor) {
        new ExecuteUnit(machine, descriptor).run();
    }

    private int get(ExecuteField field) {
        return fields.getInt(field);
    }

    private void run() {
        TileProduct product = new TileProduct(lanes, rows * columns);
        int weightRow = get(ExecuteField.WEIGHT_BASE);
        for (int ky = 0; ky < get(ExecuteField.KERNEL_ROWS); ky++) {
            for (int kx = 0; kx < get(ExecuteField.KERNEL_COLUMNS); kx++) {
                for (int block = 0; block < get(ExecuteField.BLOCKS); block++) {
                    readVectors(ky, kx, block);
                    product.add(vectors, machine.weights, weightRow * lanes);
                    weightRow += lanes;
                }
            }
        }
        int accumulatorRow = get(ExecuteField.ACCUMULATOR_BASE);
        if (get(ExecuteField.ACCUMULATE) == 0) {
            Arrays.fill(machine.accumulators, accumulatorRow * lanes, (accumulatorRow + rows * columns) * lanes, 0);
        }
        product.addTo(machine.accumulators, accumulatorRow);
    }

    private void readVectors(int ky, int kx, int block) {
        int start = get(ExecuteField.INPUT_BASE) + block * get(ExecuteField.BLOCK_STEP)
                + ky * get(ExecuteField.KERNEL_ROW_STEP) + kx * get(ExecuteField.KERNEL_COLUMN_STEP);
        int iy = get(ExecuteField.ORIGIN_Y) + ky * get(ExecuteField.DILATION_Y);
        for (int y = 0; y < rows; y++, iy += get(ExecuteField.STRIDE_Y)) {
            boolean exists = iy >= 0 && iy < get(ExecuteField.VALID_ROWS);
            readRow(start + y * get(ExecuteField.ROW_STEP), exists ? get(ExecuteField.VALID_COLUMNS) : 0, kx, y * columns * lanes);
        }
    }

    private void readRow(int start, int validColumns, int kx, int to) {
        byte zeroPoint = (byte) get(ExecuteField.ZERO_POINT);
        int strideX = get(ExecuteField.STRIDE_X);
        int columnStep = get(ExecuteField.COLUMN_STEP);
        int ix = get(ExecuteField.ORIGIN_X) + kx * get(ExecuteField.DILATION_X);
        for (int x = 0; x < columns; x++, ix += strideX) {
            int at = to + x * lanes;
            if (ix >= 0 && ix < validColumns) {
                readVector(start + x * columnStep & ADDRESS_MASK, at);
            } else {
                Arrays.fill(vectors, at, at + lanes, zeroPoint);
            }
        }
    }

    /** A vector at the scratchpad's end goes on at its beginning. */
    private void readVector(int address, int to) {
        byte[] scratchpad = machine.scratchpad;
        int from = address & scratchpad.length - 1;
        int untilEnd = Math.min(lanes, scratchpad.length - from);
        System.arraycopy(scratchpad, from, vectors, to, untilEnd);
        if (untilEnd < lanes) {
            System.arraycopy(scratchpad, 0, vectors, to + untilEnd, lanes - untilEnd);
        }
    }
}
