package systole.nn;

import systole.graph.Window;

/**
 * A convolution's weights in the order in which {@link BlockKernel} reads them: for each group, for each panel of output channels, for each tap as
 * many weights as a panel has columns. Taps go by block of input channels, kernel row, kernel column, channel. Channels beyond the last have
 * weights of 0.
 *
 * @param groups of the convolution
 * @param outputs channels of a group
 * @param taps of an output
 * @param columns output channels of a panel
 * @param weights the panels, one after the other
 * @param biases of all panels' columns
 */
record PanelWeights(int groups, int outputs, int taps, int columns, float[] weights, float[] biases) {
    /** Output channels by that many inputs, of one group, or by a factor and an addend for each output. */
    static PanelWeights of(Window window, int groups, Affine affine, float[] weight) {
        int columns = BlockKernel.BEST.columns();
        int outputs = affine.channels() / groups;
        int taps = weight.length / affine.channels();
        int panels = Math.ceilDiv(outputs, columns);
        float[] packed = new float[Math.multiplyExact(groups * panels * columns, taps)];
        float[] biases = new float[groups * panels * columns];
        int[] order = order(taps / (window.kernelHeight() * window.kernelWidth()), window.kernelHeight() * window.kernelWidth());
        for (int channel = 0; channel < affine.channels(); channel++) {
            int column = channel / outputs * panels * columns + channel % outputs;
            biases[column] = affine.addend(channel);
            float factor = affine.factor(channel);
            int to = column / columns * columns * taps + column % columns;
            for (int tap = 0; tap < taps; tap++) {
                packed[to + tap * columns] = factor * weight[channel * taps + order[tap]];
            }
        }
        return new PanelWeights(groups, outputs, taps, columns, packed, biases);
    }

    /** Of one tap for each of so many channels, all 0. */
    static PanelWeights zeros(int taps, int outputs) {
        int columns = BlockKernel.BEST.columns();
        int panels = Math.ceilDiv(outputs, columns);
        return new PanelWeights(1, outputs, taps, columns, new float[Math.multiplyExact(panels * columns, taps)], new float[panels * columns]);
    }

    /** Sets the weights of one group to those of a matrix with a row for each tap and a column for each output. */
    void fill(float[] matrix, Workers workers) {
        workers.forRanges(panels() * taps, columns, (from, to) -> {
            for (int row = from; row < to; row++) {
                int column = row / taps * columns;
                System.arraycopy(matrix, row % taps * outputs + column, weights, row * columns, Math.min(columns, outputs - column));
            }
        });
    }

    /** Where the weight of each tap stands among those of an output. */
    private static int[] order(int channels, int area) {
        int[] order = new int[channels * area];
        int tap = 0;
        for (int block = 0; block < channels; block += BlockedMap.BLOCK) {
            for (int place = 0; place < area; place++) {
                for (int channel = block; channel < Math.min(channels, block + BlockedMap.BLOCK); channel++) {
                    order[tap++] = channel * area + place;
                }
            }
        }
        return order;
    }

    /** Panels of a group. */
    int panels() {
        return Math.ceilDiv(outputs, columns);
    }

    /** Index of a panel's weights for a tap; panels are counted over all groups. */
    int at(int panel, int tap) {
        return (panel * taps + tap) * columns;
    }

    /**
     * Reads one weight of every cache line of a panel's taps from {@code from} to below {@code to}, so that the products find them in a near cache:
     * a loop of nothing but reads is twice as fast from memory as one that computes. Returns a number of no meaning, which the caller has to keep,
     * else the JIT compiler would leave the reads out.
     */
    float fetch(int panel, int from, int to) {
        float sum = 0;
        for (int i = at(panel, from); i < at(panel, to); i += BlockedMap.BLOCK) {
            sum += weights[i];
        }
        return sum;
    }
}
