package systole.nn;

import systole.graph.Window;

/**
 * Taps read from a map where it lies; its border is the padding.
 *
 * @param window of stride 1
 * @param groupStride elements from group to group
 */
record DirectTaps(Window window, BlockedMap map, float[] values, int groupStride, int[] offsets) implements TapSource {
    static DirectTaps of(Window window, int groups, BlockedMap map, float[] values) {
        int[] offsets = TapSource.offsets(window, map.channels() / groups, (block, ky, kx) ->
                block * map.blockStride() + ky * window.dilationY() * map.rowStride() + kx * window.dilationX() * BlockedMap.BLOCK);
        return new DirectTaps(window, map, values, map.blocks() / groups * map.blockStride(), offsets);
    }

    /** The border that the map needs. */
    static int border(Window window) {
        return Math.max(Math.max(window.padTop(), window.padBottom()), Math.max(window.padLeft(), window.padRight()));
    }

    @Override
    public int at(int group, int y, int x) {
        return group * groupStride + map.at(0, y - window.padTop(), x - window.padLeft());
    }

    @Override
    public void prepare(Workers workers) {
        // The values are the map's own.
    }
}
