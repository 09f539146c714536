package systole.compiler;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import systole.contract.MemoryConfiguration;
import systole.quant.Requantisation;

/** Region CONSTANTS as it grows. Every piece begins at a multiple of 64 bytes, so that loads start with a whole beat. */
final class Constants {
    private static final int ALIGNMENT = 64;

    private final int lanes;
    private final List<byte[]> pieces = new ArrayList<>();
    private int bytes;

    Constants(int lanes) {
        this.lanes = lanes;
    }

    byte[] toByteArray() {
        byte[] all = new byte[bytes];
        int at = 0;
        for (byte[] piece : pieces) {
            at = aligned(at);
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** Appends weight tiles; returns their offset. */
    int addWeights(byte[] tiles) {
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
        long factorBound = layer.kernel().factor().map(factor -> (long) Byte.MIN_VALUE * factor.shape().channels()).orElse(0L);
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
            long bound = (magnitude - factorBound) * -Byte.MIN_VALUE + Math.abs(bias);
            if (bound > Integer.MAX_VALUE) {
                throw new CompileException(("layer %s: the sums of output channel %d can reach %d, which int32 does not hold:"
                        + " use smaller weights or a smaller bias").formatted(layer.name(), output, bound));
            }
            folded[output] = (int) bias;
        }
        return folded;
    }

    private int add(byte[] piece) {
        if ((long) bytes + piece.length > Integer.MAX_VALUE - ALIGNMENT) {
            throw new CompileException("the constants exceed 2 GiB: split the network");
        }
        int offset = aligned(bytes);
        pieces.add(piece);
        bytes = offset + piece.length;
        return offset;
    }

    private static int aligned(int offset) {
        return Math.ceilDiv(offset, ALIGNMENT) * ALIGNMENT;
    }
}
