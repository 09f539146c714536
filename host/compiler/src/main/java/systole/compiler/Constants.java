package systole.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import systole.contract.MemoryConfiguration;
import systole.quant.Requantisation;

/** Region CONSTANTS as it grows. Every piece begins at a multiple of 64 bytes, so that loads start with a whole beat. */
final class Constants {
    private static final int ALIGNMENT = 64;

    private final int lanes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Constants(int lanes) {
        this.lanes = lanes;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Appends a chunk's weight tiles in pass order for one output block; returns their offset. */
    int addWeights(InputFormat format, int outputBlock, Chunk chunk) {
        byte[] tiles = new byte[chunk.tiles() * lanes * lanes];
        int rows = Math.min(lanes, format.layer().outputs() - outputBlock * lanes);
        int tile = 0;
        for (int ky = chunk.rows().first(); ky < chunk.rows().end(); ky++) {
            for (int pass = chunk.columns().first(); pass < chunk.columns().end(); pass++) {
                for (int block = chunk.blocks().first(); block < chunk.blocks().end(); block++, tile++) {
                    for (int i = 0; i < rows * lanes; i++) {
                        tiles[tile * lanes * lanes + i] = format.weight(outputBlock * lanes + i / lanes, ky, pass, block, i % lanes);
                    }
                }
            }
        }
        return add(tiles);
    }

    /** Appends the biases and scales of all channel blocks, 8 rows each; returns their offset. */
    int addParameters(int[] biases, float[] scales) {
        int blocks = Math.ceilDiv(biases.length, lanes);
        int blockBytes = MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK * lanes;
        ByteBuffer rows = ByteBuffer.allocate(blocks * blockBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int channel = 0; channel < blocks * lanes; channel++) {
            boolean exists = channel < biases.length;
            int at = channel / lanes * blockBytes + channel % lanes * Integer.BYTES;
            rows.putInt(at, exists ? biases[channel] : 0);
            rows.putFloat(at + lanes * Integer.BYTES, exists ? scales[channel] : 1f);
        }
        return add(rows.array());
    }

    /** Appends a lookup table; returns its offset. */
    int addLookup(byte[] table) {
        return add(table);
    }

    /** The biases with the zero point of the inputs taken off: sum(w * (x - z)) = sum(w * x) - z * sum(w). */
    static int[] foldedBiases(ArrayLayer layer) {
        Requantisation requantisation = layer.requantisation();
        int taps = layer.weights().length / layer.outputs();
        int[] folded = new int[layer.outputs()];
        for (int output = 0; output < folded.length; output++) {
            long sum = 0;
            long magnitude = 0;
            for (int i = output * taps; i < (output + 1) * taps; i++) {
                sum += layer.weights()[i];
                magnitude += Math.abs(layer.weights()[i]);
            }
            long bias = requantisation.bias()[output] - layer.inputZeroPoint() * sum;
            // Every sum that can occur, before and after the folded bias is added, lies within this.
            long bound = magnitude * -Byte.MIN_VALUE + Math.abs(bias);
            if (bound > Integer.MAX_VALUE) {
                throw new CompileException(("layer %s: the sums of output channel %d can reach %d, which int32 does not hold:"
                        + " use smaller weights or a smaller bias").formatted(layer.name(), output, bound));
            }
            folded[output] = (int) bias;
        }
        return folded;
    }

    private int add(byte[] piece) {
        bytes.writeBytes(new byte[-bytes.size() & (ALIGNMENT - 1)]);
        if ((long) bytes.size() + piece.length > Integer.MAX_VALUE - ALIGNMENT) {
            throw new CompileException("the constants exceed 2 GiB: split the network");
        }
        int offset = bytes.size();
        bytes.writeBytes(piece);
        return offset;
    }
}
