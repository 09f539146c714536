package systole.compiler;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import systole.contract.Configuration;

/** Chooses a layer's tiling: tries every balanced cut that fits on chip and takes the one with the fewest estimated cycles. */
final class TilePlanner {
    private final InputFormat format;
    private final int windowRows;
    private final Configuration configuration;
    private final TilingCost cost;

    /**
     * @param format the layer's input
     * @param windowRows scratchpad rows for input pieces; 0 where the whole input is on chip
     */
    TilePlanner(InputFormat format, int windowRows, Configuration configuration) {
        this.format = format;
        this.windowRows = windowRows;
        this.configuration = configuration;
        cost = new TilingCost(format, configuration, windowRows, maximumTiles(configuration));
    }

    /** Weight tiles loaded together: an eighth of the memory, so that several chunks are in flight and each finds a gap. */
    static int maximumTiles(Configuration configuration) {
        return Math.max(1, configuration.memory().weightRows() / 8 / configuration.array().size());
    }

    Tiling plan() {
        List<AxisCut> rows = AxisCut.rows(format);
        return AxisCut.columns(format).stream().flatMap(column -> rows.stream().flatMap(row -> candidates(row, column)))
                .min(Comparator.comparingLong(Tiling::cycles)).orElseThrow(() -> new CompileException(
                        ("layer %s: no output pixel fits on chip with a kernel of %s, %d scratchpad rows for inputs and"
                                + " %d accumulator rows a bank: configure larger memories").formatted(format.layer().name(),
                                format.layer().window(), windowRows, configuration.memory().accumulatorBankRows())));
    }

    /** With all input blocks on chip; and with as many as leave room for the next piece, for one output block or many. */
    private Stream<Tiling> candidates(AxisCut rows, AxisCut columns) {
        int pixels = rows.largestConvolved() * columns.largestConvolved();
        int bankRows = configuration.memory().accumulatorBankRows();
        boolean residual = format.layer().tail().residual().isPresent();
        if (pixels > bankRows || residual && rows.size() * columns.size() > configuration.memory().residualRows()) {
            return Stream.empty();
        }
        if (windowRows == 0) {
            return candidate(rows, columns, format.blocks(), 1);
        }
        Stream<Tiling> whole = candidate(rows, columns, format.blocks(), 1);
        int several = Math.max(1, windowRows / 2 / pieceRows(rows, columns, 1));
        int together = Math.min(format.outputBlocks(), bankRows / pixels);
        return several >= format.blocks() ? whole : Stream.of(whole, candidate(rows, columns, several, 1),
                candidate(rows, columns, several, together)).flatMap(Function.identity());
    }

    private Stream<Tiling> candidate(AxisCut rows, AxisCut columns, int inputBlocks, int outputBlocks) {
        int pieceRows = windowRows == 0 ? 0 : pieceRows(rows, columns, inputBlocks);
        if (pieceRows > windowRows) {
            return Stream.empty();
        }
        long cycles = cost.cycles(rows, columns, inputBlocks, outputBlocks, pieceRows);
        return Stream.of(new Tiling(rows.size(), columns.size(), inputBlocks, outputBlocks, pieceRows, cycles));
    }

    /** Scratchpad rows of some blocks of a tile's input anywhere on the map: folded pixels may begin inside a vector. */
    private int pieceRows(AxisCut rows, AxisCut columns, int blocks) {
        boolean partOfRow = format.isFolded() && columns.largestInput() < format.width();
        Rectangle part = new Rectangle(0, 0, rows.largestInput(), columns.largestInput());
        return format.bufferRows(part, blocks) + (partOfRow ? part.rows() : 0);
    }
}
