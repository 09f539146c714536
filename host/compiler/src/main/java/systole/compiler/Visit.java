package systole.compiler;

/**
 * One EXECUTE of a layer.
 *
 * @param piece the input that is on chip
 * @param group output blocks of the tile that are accumulated side by side
 * @param block the output block, one of the group
 * @param chunk the weight tiles
 * @param first whether it is the block's first one in this tile, which overwrites the accumulators
 * @param last whether the block's sums are complete behind it
 */
record Visit(InputPiece piece, Chunk.Extent group, int block, Chunk chunk, boolean first, boolean last) {
    LayerTile tile() {
        return piece.tile();
    }
}
