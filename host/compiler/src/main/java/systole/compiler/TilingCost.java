package systole.compiler;

import systole.contract.Configuration;
import systole.graph.Window;

/**
 * Estimates a layer's cycles under a tiling. The array, the drain and what is loaded work side by side; only the first load and the last
 * drain stand alone.
 */
final class TilingCost {
    /** Cycles from a load's start to its first row, and from a tile's last pass to its first result. */
    private static final int LATENCY = 100;
    /** A latency that loads should still hide. */
    private static final int LONG_LATENCY = 400;
    /** Cycles between two EXECUTE. */
    private static final int EXECUTE_START = 2;
    /** Cycles that the descriptors of an EXECUTE, of its weights and of its STORE take to be dispatched. */
    private static final int DISPATCH = 32;
    /** Cycles between two STORE. */
    private static final int STORE_START = 12;
    /** The part of the bus's time that counts where it is not what the layer waits for: what is loaded twice may hold up others. */
    private static final int BUS_WEIGHT = 64;
    /** Columns of the widest pooling window whose overlap is walked once. */
    private static final int SHARED_COLUMNS = 4;

    private final InputFormat format;
    private final Configuration configuration;
    private final int windowRows;
    private final int maximumTiles;
    private final int outputBlocks;
    private final long weightTiles;

    /**
     * @param windowRows scratchpad rows for input pieces; 0 where the whole input is on chip
     * @param maximumTiles weight tiles of a chunk
     */
    TilingCost(InputFormat format, Configuration configuration, int windowRows, int maximumTiles) {
        this.format = format;
        this.configuration = configuration;
        this.windowRows = windowRows;
        this.maximumTiles = maximumTiles;
        outputBlocks = format.outputBlocks();
        weightTiles = format.weightTiles();
    }

    /** Cycles for a map. */
    long cycles(AxisCut rows, AxisCut columns, int inputBlocks, int groupBlocks, int pieceRows) {
        long tiles = (long) rows.count() * columns.count();
        int pieces = Math.ceilDiv(format.blocks(), inputBlocks);
        long executes = tiles * Math.max(weightTiles / maximumTiles, (long) outputBlocks * pieces);
        int minimumPass = configuration.array().minimumPass();
        long pixels = Math.max(rows.convolved() * columns.convolved(), tiles * minimumPass)
                + Math.max(0, minimumPass - rows.smallestConvolved() * columns.smallestConvolved());
        long array = Math.max(weightTiles * pixels + executes * EXECUTE_START, executes * DISPATCH);

        long tileDrain = STORE_START + drain(rows, columns);
        long drain = tiles * outputBlocks * tileDrain;

        long pieceLoads = tiles * pieces * (pieces == 1 ? 1 : Math.ceilDiv(outputBlocks, groupBlocks));
        long inputRows = windowRows == 0 ? 0 : pieceLoads * pieceRows * slowness(columns);
        boolean stay = weightTiles <= LayerConstants.keptTiles(configuration);
        long weightRows = weightTiles * format.lanes() * (stay ? 1 : tiles);
        long bus = (inputRows + weightRows) * format.lanes() / configuration.bus().bytes();
        long loads = Math.max(bus, Math.max(inputRows, weightRows));

        boolean alternates = 2L * pieceRows <= windowRows || tiles * pieces == 1;
        long overlapped = Math.max(Math.max(array, drain), loads) + (alternates ? 0 : inputRows);
        return overlapped + LATENCY + pieceRows / inputBlocks + tileDrain + bus / BUS_WEIGHT;
    }

    /** How many times longer short runs take to load than long ones: no more bursts than those outstanding come in a time of latency. */
    private long slowness(AxisCut columns) {
        int vectors = format.vectorsOf(0, columns.largestInput()).size();
        int beats = Math.max(1, vectors * format.lanes() / configuration.bus().bytes());
        return columns.count() == 1 ? 1 : Math.ceilDiv(LONG_LATENCY, (long) beats * configuration.bus().outstanding());
    }

    /** Taps of a tile's windows. */
    private long drain(AxisCut rows, AxisCut columns) {
        Window pool = format.layer().pool();
        boolean shares = pool.strideX() < pool.kernelWidth() && pool.kernelWidth() <= SHARED_COLUMNS;
        long rowTaps = shares ? columns.largestConvolved() : (long) columns.size() * pool.kernelWidth();
        return rows.size() * pool.kernelHeight() * rowTaps;
    }
}
