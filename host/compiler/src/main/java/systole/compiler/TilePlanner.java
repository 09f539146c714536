package systole.compiler;

import java.util.stream.IntStream;
import systole.contract.Configuration;
import systole.graph.Shape;
import systole.graph.Window;

/** Chooses a layer's tiling: tries every balanced cut that fits on chip and takes the one with the fewest estimated cycles. */
final class TilePlanner {
    /** Cycles from a load's start to its first row, and from a tile's last pass to its first result. */
    private static final int LATENCY = 100;
    /** Cycles that the array is idle between two EXECUTE. */
    private static final int EXECUTE_OVERHEAD = 32;

    private final InputFormat format;
    private final int windowRows;
    private final Configuration configuration;
    private final int maximumTiles;
    private final long weightTiles;
    private final int outputBlocks;

    /**
     * @param format the layer's input
     * @param windowRows scratchpad rows for input tiles; 0 where the whole input is on chip
     */
    TilePlanner(InputFormat format, int windowRows, Configuration configuration) {
        this.format = format;
        this.windowRows = windowRows;
        this.configuration = configuration;
        maximumTiles = Math.max(1, configuration.memory().weightRows() / 8 / format.lanes());
        outputBlocks = Math.ceilDiv(format.layer().outputs(), format.lanes());
        weightTiles = IntStream.range(0, outputBlocks).mapToLong(block -> format.weightBox(block).tiles()).sum();
    }

    /** Weight tiles loaded together: an eighth of the memory, so that several chunks are in flight and each finds a gap. */
    int maximumTiles() {
        return maximumTiles;
    }

    /** Weight tiles of the whole layer. */
    long weightTiles() {
        return weightTiles;
    }

    /** Whether weights are loaded once and stay for all tiles; half of the memory is left for the next layer's. */
    static boolean weightsStay(long tiles, Configuration configuration) {
        return tiles * configuration.array().size() <= configuration.memory().weightRows() / 2;
    }

    Tiling plan() {
        Shape out = format.layer().outputMap();
        Tiling best = null;
        for (int columnCuts = 1; columnCuts <= out.width() && best == null; columnCuts++) {
            for (int rowCuts = 1; rowCuts <= out.height(); rowCuts++) {
                Tiling candidate = bestOf(Math.ceilDiv(out.height(), rowCuts), Math.ceilDiv(out.width(), columnCuts));
                if (candidate != null && (best == null || candidate.cycles() < best.cycles())) {
                    best = candidate;
                }
            }
        }
        if (best == null) {
            throw new CompileException(("layer %s: no output pixel fits on chip with a kernel of %s, %d scratchpad rows for inputs and"
                    + " %d accumulator rows a bank: configure larger memories").formatted(
                    format.layer().name(), format.layer().window(), windowRows, configuration.memory().accumulatorBankRows()));
        }
        return best;
    }

    /** The better of tiles with all input blocks on chip and with as many as leave room for the next tile's; null where nothing fits. */
    private Tiling bestOf(int rows, int columns) {
        Rectangle input = inputOf(convolved(rows, columns));
        int blockRows = bufferRows(input, 1);
        int several = Math.clamp(windowRows / 2 / blockRows, 1, format.blocks());
        Tiling all = candidate(rows, columns, format.blocks());
        Tiling some = candidate(rows, columns, several);
        return all == null || some != null && some.cycles() < all.cycles() ? some : all;
    }

    private Tiling candidate(int rows, int columns, int inputBlocks) {
        Rectangle convolved = convolved(rows, columns);
        int residuals = format.layer().tail().residual().map(residual -> rows * columns).orElse(0);
        boolean fits = convolved.pixels() <= configuration.memory().accumulatorBankRows()
                && residuals <= configuration.memory().residualRows()
                && (windowRows == 0 ? inputBlocks == format.blocks() : bufferRows(inputOf(convolved), inputBlocks) <= windowRows);
        return fits ? new Tiling(rows, columns, inputBlocks, 1, cycles(rows, columns, inputBlocks)) : null;
    }

    /** The array, the bus and the drain work side by side; only the first tile's load and the last one's drain stand alone. */
    private long cycles(int rows, int columns, int inputBlocks) {
        Shape out = format.layer().outputMap();
        Rectangle convolved = convolved(rows, columns);
        long tiles = (long) Math.ceilDiv(out.height(), rows) * Math.ceilDiv(out.width(), columns);
        int inputPieces = Math.ceilDiv(format.blocks(), inputBlocks);
        long executes = Math.max(weightTiles / maximumTiles, (long) outputBlocks * inputPieces);
        int pass = Math.max(convolved.pixels(), configuration.array().minimumPass());
        long compute = tiles * (weightTiles * pass + executes * EXECUTE_OVERHEAD);

        Window pool = format.layer().pool();
        long tileDrain = (long) rows * columns * pool.kernelHeight() * pool.kernelWidth();
        long drain = tiles * outputBlocks * tileDrain;

        int rowCycles = Math.max(1, format.lanes() / configuration.bus().bytes());
        long tileLoad = windowRows == 0 ? 0 : (long) rowCycles * bufferRows(inputOf(convolved), inputBlocks);
        long weightRows = weightTiles * format.lanes() * (weightsStay(weightTiles, configuration) ? 1 : tiles);
        long bus = tiles * tileLoad * inputPieces * (inputPieces == 1 ? 1 : outputBlocks) + rowCycles * weightRows;

        boolean nextTileFits = 2L * bufferRows(inputOf(convolved), inputBlocks) <= windowRows || windowRows == 0;
        long overlapped = nextTileFits ? Math.max(Math.max(compute, bus), drain) : Math.max(compute, drain) + bus;
        return overlapped + LATENCY + tileLoad + tileDrain;
    }

    /** A convolution tile under a tile of outputs, as large as it gets anywhere on the map. */
    private Rectangle convolved(int rows, int columns) {
        Window pool = format.layer().pool();
        Shape map = format.layer().convolvedMap();
        return new Rectangle(0, 0,
                Math.min(map.height(), (rows - 1) * pool.strideY() + pool.spanHeight()),
                Math.min(map.width(), (columns - 1) * pool.strideX() + pool.spanWidth()));
    }

    private Rectangle inputOf(Rectangle convolved) {
        Window window = format.window();
        return new Rectangle(0, 0,
                Math.min(format.height(), (convolved.rows() - 1) * window.strideY() + window.spanHeight()),
                Math.min(format.width(), (convolved.columns() - 1) * window.strideX() + window.spanWidth()));
    }

    /** Scratchpad rows of a part of the input anywhere on the map: folded pixels may begin inside a vector. */
    private int bufferRows(Rectangle part, int blocks) {
        boolean partOfRow = format.isFolded() && part.columns() < format.width();
        return format.bufferRows(part, blocks) + (partOfRow ? part.rows() : 0);
    }
}
