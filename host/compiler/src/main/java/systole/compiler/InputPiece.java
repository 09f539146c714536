package systole.compiler;

import java.util.List;

/**
 * Input of a tile that is on chip together.
 *
 * @param tile the tile
 * @param parts its input blocks, in parts that are loaded one after the other; each begins where the one before ends
 */
record InputPiece(LayerTile tile, List<Chunk.Extent> parts) {
    InputPiece {
        parts = List.copyOf(parts);
    }

    Chunk.Extent blocks() {
        return new Chunk.Extent(parts.getFirst().first(), parts.getLast().end());
    }
}
