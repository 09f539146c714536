package systole.nn;

import systole.graph.Shape;
import systole.graph.Window;

/** Where a convolution's taps are read: for each tap one array element for each output pixel, those of neighbours in a row a block apart. */
interface TapSource {
    /** The array. */
    float[] values();

    /** For each tap, in the order of {@link PanelWeights}, how far behind the place for an output pixel it is read. */
    int[] offsets();

    /** The place for an output pixel in a group of input channels. */
    int at(int group, int y, int x);

    /** Makes the values from the map's, where they are not the map itself. */
    void prepare(Workers workers);

    /** Reads a map that has a border as wide as the padding where the window goes pixel by pixel, else a copy. */
    static TapSource of(Window window, int groups, BlockedMap map, float[] values, Shape output) {
        return isDirect(window) ? DirectTaps.of(window, groups, map, values) : new StridedTaps(window, groups, map, values, output);
    }

    /** Whether the map is read where it lies. */
    static boolean isDirect(Window window) {
        return window.strideY() == 1 && window.strideX() == 1;
    }

    /** How an index follows from a place in a window. */
    @FunctionalInterface
    interface Place {
        int of(int block, int kernelRow, int kernelColumn);
    }

    /** The offsets of all taps of a group with that many channels, whose first channels of each block lie at those places. */
    static int[] offsets(Window window, int channels, Place place) {
        int[] offsets = new int[Math.multiplyExact(channels, window.kernelHeight() * window.kernelWidth())];
        int tap = 0;
        for (int first = 0; first < channels; first += BlockedMap.BLOCK) {
            for (int ky = 0; ky < window.kernelHeight(); ky++) {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    int offset = place.of(first / BlockedMap.BLOCK, ky, kx);
                    for (int channel = first; channel < Math.min(channels, first + BlockedMap.BLOCK); channel++) {
                        offsets[tap++] = offset + channel - first;
                    }
                }
            }
        }
        return offsets;
    }
}
