package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.contract.Configuration;
import systole.graph.Shape;

/**
 * The order of a layer's work: tile by tile, group by group of output blocks, piece by piece of the input, block by block, chunk by
 * chunk. The first group goes through its input in small parts, so that the array can begin before a whole tile is on chip: while
 * the program's input comes in, or when the layer before has just stored its last block.
 */
final class LayerSchedule {
    /** Passes over a loaded part that keep the array busy while the next part and its weights come. */
    private static final int BUSY_PASSES = 4;
    private static final int MOST_PARTS = 16;
    /** Cycles between two tiles' drains. */
    private static final int DRAIN_OVERHEAD = 12;

    private final InputFormat format;
    private final Tiling tiling;
    private final int maximumTiles;
    private final List<LayerTile> tiles;
    private final int outputBlocks;
    private final int firstGroup;
    private final List<Chunk.Extent> pieces;
    private final List<Chunk.Extent> firstParts;
    private final List<Visit> visits = new ArrayList<>();

    /**
     * @param maps that the batch's images make up
     * @param resident whether the whole input is on chip before the layer begins
     */
    LayerSchedule(InputFormat format, int maps, Tiling tiling, boolean resident, Configuration configuration) {
        this.format = format;
        this.tiling = tiling;
        maximumTiles = TilePlanner.maximumTiles(configuration);
        tiles = IntStream.range(0, maps).boxed().flatMap(this::tilesOf).toList();
        outputBlocks = format.outputBlocks();
        int taps = format.window().kernelHeight() * format.kernelColumns();
        firstGroup = resident ? 1 : Math.max(tiling.outputBlocks(), firstGroup(taps, configuration.memory().accumulatorBankRows()));
        pieces = new Chunk.Extent(0, format.blocks()).cut(tiling.inputBlocks());
        firstParts = resident ? allButLast(pieces.getFirst()) : growing(pieces.getFirst(), firstGroup * taps / 2);
    }

    private Stream<LayerTile> tilesOf(int mapIndex) {
        Shape map = format.layer().outputMap();
        Shape convolved = format.layer().convolvedMap();
        return Rectangle.cut(map.height(), map.width(), tiling.rows(), tiling.columns()).stream()
                .map(part -> new LayerTile(mapIndex, part, part.inputOf(format.layer().pool(), convolved.height(), convolved.width())));
    }

    /** As many blocks as keep the array busy, and are drained while it works at the next one. */
    private int firstGroup(int taps, int bankRows) {
        int pixels = tiles.getFirst().convolved().pixels();
        int fitting = Math.min(outputBlocks, bankRows / pixels);
        int drained = format.weightBox(0).tiles() * pixels / (pixels + DRAIN_OVERHEAD);
        return Math.clamp(Math.ceilDiv(BUSY_PASSES, taps), 1, Math.max(1, Math.min(fitting, drained)));
    }

    private List<Chunk.Extent> groups(int firstSize) {
        Chunk.Extent first = new Chunk.Extent(0, Math.min(firstSize, outputBlocks));
        List<Chunk.Extent> groups = new ArrayList<>(List.of(first));
        groups.addAll(new Chunk.Extent(first.end(), outputBlocks).cut(tiling.outputBlocks()));
        return groups;
    }

    /** The last block, which is stored just before, and what is there already. */
    private static List<Chunk.Extent> allButLast(Chunk.Extent piece) {
        Chunk.Extent last = new Chunk.Extent(piece.end() - 1, piece.end());
        return piece.size() == 1 ? List.of(last) : List.of(new Chunk.Extent(piece.first(), last.first()), last);
    }

    /** A block, then as many as load while the part before is worked at. */
    private static List<Chunk.Extent> growing(Chunk.Extent piece, int growth) {
        List<Chunk.Extent> parts = new ArrayList<>();
        int size = growth > 1 ? 1 : Math.ceilDiv(piece.size(), MOST_PARTS);
        for (int first = piece.first(); first < piece.end(); first = parts.getLast().end()) {
            parts.add(new Chunk.Extent(first, Math.min(piece.end(), first + size)));
            size = Math.min(piece.size(), size * Math.max(1, growth));
        }
        parts.addAll(allButLast(parts.removeLast()));
        return parts;
    }

    /** The layer's work in order. */
    List<Visit> visits() {
        for (LayerTile tile : tiles) {
            boolean firstTile = tile == tiles.getFirst();
            for (Chunk.Extent group : groups(firstTile ? firstGroup : tiling.outputBlocks())) {
                for (Chunk.Extent piece : pieces) {
                    InputPiece input = new InputPiece(tile, partsOf(piece, firstTile));
                    partsOf(piece, firstTile && group.first() == 0)
                            .forEach(part -> group.forEach(block -> addPart(input, group, block, part)));
                }
            }
        }
        return visits;
    }

    private List<Chunk.Extent> partsOf(Chunk.Extent piece, boolean first) {
        return first && piece == pieces.getFirst() ? firstParts : List.of(piece);
    }

    private void addPart(InputPiece input, Chunk.Extent group, int block, Chunk.Extent part) {
        Chunk box = format.weightBox(block);
        Chunk.Extent blocks = box.blocks().intersection(part);
        if (blocks.size() > 0) {
            for (Chunk chunk : new Chunk(box.rows(), box.columns(), blocks).cut(maximumTiles)) {
                visits.add(new Visit(input, group, block, chunk, chunk.begins(box), chunk.ends(box)));
            }
        }
    }
}
