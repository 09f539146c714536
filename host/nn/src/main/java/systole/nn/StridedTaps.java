package systole.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;

/**
 * Taps read from a copy of a map, whose pixels are sorted by their phase, the remainder of their coordinates by the strides: the pixels that a tap
 * reads for neighbouring outputs then are neighbours. Padding stays 0 in the copy.
 */
final class StridedTaps implements TapSource {
    private static final int BLOCK = BlockedMap.BLOCK;

    private final Window window;
    private final BlockedMap map;
    private final float[] mapValues;
    private final int[] phasesY;
    private final int[] phasesX;
    private final BlockedMap plane;
    private final int groupStride;
    private final float[] values;
    private final int[] offsets;

    StridedTaps(Window window, int groups, BlockedMap map, float[] mapValues, Shape output) {
        this.window = window;
        this.map = map;
        this.mapValues = mapValues;
        phasesY = phases(window.kernelHeight(), window.dilationY(), window.strideY());
        phasesX = phases(window.kernelWidth(), window.dilationX(), window.strideX());
        int channels = Math.multiplyExact(map.blocks() * BLOCK, phasesY.length * phasesX.length);
        plane = new BlockedMap(channels, output.height() + (window.spanHeight() - 1) / window.strideY(),
                output.width() + (window.spanWidth() - 1) / window.strideX(), 0);
        groupStride = plane.blocks() / groups * plane.blockStride();
        values = new float[plane.size()];
        offsets = TapSource.offsets(window, map.channels() / groups, this::place);
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public int[] offsets() {
        return offsets;
    }

    @Override
    public int at(int group, int y, int x) {
        return group * groupStride + plane.at(0, y, x);
    }

    @Override
    public void prepare(Workers workers) {
        int phases = phasesY.length * phasesX.length;
        workers.forRanges(plane.blocks(), plane.blockStride(), (from, to) -> {
            for (int block = from; block < to; block++) {
                int phase = block % phases;
                copy(block / phases, phasesY[phase / phasesX.length], phasesX[phase % phasesX.length], block);
            }
        });
    }

    private void copy(int block, int phaseY, int phaseX, int planeBlock) {
        int step = window.strideX();
        int left = phaseX - window.padLeft();
        int first = Math.max(0, Math.ceilDiv(-left, step));
        int end = Math.min(plane.width(), Math.floorDiv(map.width() - 1 - left, step) + 1);
        for (int row = 0; row < plane.height(); row++) {
            int y = row * window.strideY() + phaseY - window.padTop();
            if (y >= 0 && y < map.height()) {
                int to = plane.at(planeBlock, row, 0);
                int from = map.at(block, y, left);
                for (int x = first; x < end; x++) {
                    System.arraycopy(mapValues, from + x * step * BLOCK, values, to + x * BLOCK, BLOCK);
                }
            }
        }
    }

    private int place(int block, int kernelRow, int kernelColumn) {
        int y = kernelRow * window.dilationY();
        int x = kernelColumn * window.dilationX();
        int phase = Arrays.binarySearch(phasesY, y % window.strideY()) * phasesX.length + Arrays.binarySearch(phasesX, x % window.strideX());
        return plane.at(block * phasesY.length * phasesX.length + phase, y / window.strideY(), x / window.strideX());
    }

    private static int[] phases(int kernel, int dilation, int stride) {
        return IntStream.range(0, kernel).map(k -> k * dilation % stride).distinct().sorted().toArray();
    }
}
