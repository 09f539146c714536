package systole.compiler.interpreter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import systole.contract.Descriptor;
import systole.contract.MemoryConfiguration;
import systole.contract.StoreField;

/** STORE, as {@link StoreField} defines it, in its two halves: what it reads, and what it writes afterwards. */
final class StoreUnit {
    private final Machine machine;
    private final Fields<StoreField> fields;
    private final int lanes;
    private final int[] bias;
    private final float[] scale;
    private final ResidualAddition addition;

    private StoreUnit(Machine machine, Descriptor descriptor) {
        this.machine = machine;
        fields = new Fields<>(descriptor, StoreField.values());
        lanes = machine.lanes;
        bias = new int[lanes];
        scale = new float[lanes];
        addition = ResidualAddition.of(descriptor);
        ByteBuffer parameters = ByteBuffer.wrap(machine.parameters).order(ByteOrder.LITTLE_ENDIAN);
        int base = get(StoreField.PARAMETER_BASE) * lanes;
        for (int lane = 0; lane < lanes; lane++) {
            bias[lane] = parameters.getInt(base + lane * Integer.BYTES);
            scale[lane] = parameters.getFloat(base + (lanes + lane) * Integer.BYTES);
        }
    }

    /** Reads accumulators, parameters and table; running the result writes the vectors. */
    static Runnable drain(Machine machine, Descriptor descriptor) {
        StoreUnit unit = new StoreUnit(machine, descriptor);
        byte[] vectors = unit.vectors();
        return () -> unit.write(vectors);
    }

    private int get(StoreField field) {
        return fields.getInt(field);
    }

    private byte[] vectors() {
        int rows = get(StoreField.ROWS);
        int columns = get(StoreField.COLUMNS);
        byte[] vectors = new byte[rows * columns * lanes];
        Arrays.fill(vectors, Byte.MIN_VALUE);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                pool(y, x, vectors, (y * columns + x) * lanes);
            }
        }
        return vectors;
    }

    private void pool(int y, int x, byte[] vectors, int at) {
        int addressMask = (1 << StoreField.ACCUMULATOR_BASE.width()) - 1;
        int start = get(StoreField.ACCUMULATOR_BASE) + y * get(StoreField.ROW_STEP) + x * get(StoreField.STRIDE_X);
        for (int ky = 0; ky < get(StoreField.KERNEL_ROWS); ky++) {
            int iy = get(StoreField.ORIGIN_Y) + y * get(StoreField.STRIDE_Y) + ky;
            for (int kx = 0; kx < get(StoreField.KERNEL_COLUMNS); kx++) {
                int ix = get(StoreField.ORIGIN_X) + x * get(StoreField.STRIDE_X) + kx;
                if (iy >= 0 && iy < get(StoreField.VALID_ROWS) && ix >= 0 && ix < get(StoreField.VALID_COLUMNS)) {
                    int row = start + ky * get(StoreField.KERNEL_ROW_STEP) + kx & addressMask;
                    maximum(row * lanes, vectors, at, get(StoreField.RESIDUAL_BASE) * lanes + at);
                }
            }
        }
    }

    private void maximum(int accumulator, byte[] vectors, int at, int residual) {
        boolean adds = get(StoreField.RESIDUAL) == 1;
        boolean lookup = get(StoreField.LOOKUP) == 1;
        int table = get(StoreField.LOOKUP_TABLE) * MemoryConfiguration.LOOKUP_BYTES;
        for (int lane = 0; lane < lanes; lane++) {
            byte q = requantise(machine.accumulators[accumulator + lane] + bias[lane], scale[lane]);
            byte sum = adds ? addition.apply(q, machine.residuals[residual + lane]) : q;
            byte result = lookup ? machine.lookup[table + (sum & 0xFF)] : sum;
            vectors[at + lane] = (byte) Math.max(vectors[at + lane], result);
        }
    }

    private byte requantise(int sum, float channelScale) {
        double rounded = Math.rint((float) sum * channelScale) + get(StoreField.ZERO_POINT);
        return (byte) Math.max(get(StoreField.CLAMP_LOW), Math.min(get(StoreField.CLAMP_HIGH), rounded));
    }

    private void write(byte[] vectors) {
        byte[] target = get(StoreField.TO_SCRATCHPAD) == 1 ? machine.scratchpad : machine.region(get(StoreField.REGION));
        int rowBytes = get(StoreField.COLUMNS) * lanes;
        for (int y = 0; y < get(StoreField.ROWS); y++) {
            long address = fields.get(StoreField.ADDRESS) + (long) y * get(StoreField.ROW_PITCH);
            System.arraycopy(vectors, y * rowBytes, target, Math.toIntExact(address), rowBytes);
        }
    }
}
