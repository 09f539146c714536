package systole.compiler;

import java.util.Arrays;
import systole.graph.Window;

/** Puts a layer's weights into N x N tiles as passes read them. Lanes that hold nothing an output depends on get weights of 0. */
final class WeightPacker {
    private final InputFormat format;
    private final ArrayLayer layer;
    private final Window kernel;
    private final int lanes;
    private final int inputs;
    private final int[] slots;

    WeightPacker(InputFormat format) {
        this.format = format;
        layer = format.layer();
        kernel = layer.window();
        lanes = format.lanes();
        inputs = layer.inputsPerGroup();
        slots = format.channels().slots();
    }

    /** A chunk's tiles in pass order for one output block. */
    byte[] pack(int outputBlock, Chunk chunk) {
        byte[] tiles = new byte[chunk.tiles() * lanes * lanes];
        int rows = Math.min(lanes, layer.outputs() - outputBlock * lanes);
        for (int row = 0; row < rows; row++) {
            int output = outputBlock * lanes + row;
            if (format.isFolded()) {
                packFolded(tiles, row * lanes, output, chunk);
            } else {
                packBlocked(tiles, row * lanes, output, chunk);
            }
        }
        return tiles;
    }

    private void packBlocked(byte[] tiles, int row, int output, Chunk chunk) {
        int firstInput = format.firstInputOf(output);
        int from = Math.max(0, channelsBefore(chunk.blocks().first()) - firstInput);
        int to = Math.min(inputs, channelsBefore(chunk.blocks().end()) - firstInput);
        int columnStep = chunk.blocks().size() * lanes * lanes;
        for (int input = from; input < to; input++) {
            int slot = slots[firstInput + input] - chunk.blocks().first() * lanes;
            int column = slot / lanes * lanes * lanes + row + slot % lanes;
            for (int y = chunk.rows().first(); y < chunk.rows().end(); y++) {
                int weight = weightAt(output, input, y);
                for (int x = chunk.columns().first(); x < chunk.columns().end(); x++) {
                    tiles[column] = layer.weights()[weight + x];
                    column += columnStep;
                }
            }
        }
    }

    /** Channels whose slots lie before a block. */
    private int channelsBefore(int block) {
        int found = Arrays.binarySearch(slots, block * lanes);
        return found >= 0 ? found : -found - 1;
    }

    private void packFolded(byte[] tiles, int row, int output, Chunk chunk) {
        int rows = format.folding().rows();
        int firstByte = chunk.columns().first() * lanes;
        int endByte = chunk.columns().end() * lanes;
        for (int input = 0; input < inputs; input++) {
            for (int y = chunk.rows().first() * rows; y < Math.min(kernel.kernelHeight(), chunk.rows().end() * rows); y++) {
                int rowTile = (y / rows - chunk.rows().first()) * chunk.columns().size();
                for (int x = 0; x < kernel.kernelWidth(); x++) {
                    int at = x * format.pixelBytes() + y % rows * inputs + input;
                    if (at >= firstByte && at < endByte) {
                        int tile = rowTile + (at - firstByte) / lanes;
                        tiles[tile * lanes * lanes + row + at % lanes] = layer.weights()[weightAt(output, input, y) + x];
                    }
                }
            }
        }
    }

    /** The index of the weight in the kernel row's first column. */
    private int weightAt(int output, int input, int kernelRow) {
        return ((output * inputs + input) * kernel.kernelHeight() + kernelRow) * kernel.kernelWidth();
    }
}
