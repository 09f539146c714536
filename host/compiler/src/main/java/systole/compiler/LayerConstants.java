package systole.compiler;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.MemoryConfiguration;
import systole.contract.Opcode;
import systole.contract.Region;

/** A layer's weights, parameters and lookup table: packed into region CONSTANTS once, and in buffers for the steps that use them. */
final class LayerConstants {
    /** Weights of one output block. */
    record Weights(int outputBlock, Chunk chunk) {
    }

    /** Weight tiles in region CONSTANTS. */
    private record Tiles(int offset, int count) {
    }

    private final Compilation compilation;
    private final LayerAccount account;
    private final WeightPacker packer;
    private final Map<Weights, Tiles> packed = new HashMap<>();
    private final Map<ByteBuffer, Tiles> tilesOf = new HashMap<>();
    private final BufferCache<Tiles, Buffer> weights;
    private final int parametersOffset;
    private final int outputBlocks;
    private final int parameterBlocks;
    private final BufferCache<Integer, Buffer> parameters;
    private final Optional<Buffer> lookup;

    LayerConstants(Compilation compilation, LayerAccount account, InputFormat format) {
        this.compilation = compilation;
        this.account = account;
        packer = new WeightPacker(format);
        ArrayLayer layer = format.layer();
        Configuration configuration = compilation.configuration();
        weights = BufferCache.keeping(keptTiles(configuration), Tiles::count);
        parametersOffset = compilation.constants().addParameters(Constants.foldedBiases(layer), layer.requantisation().scale());
        outputBlocks = Math.ceilDiv(layer.outputs(), compilation.lanes());
        int memoryBlocks = configuration.memory().parameterRows() / MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK;
        parameterBlocks = Math.max(1, memoryBlocks / 8);
        parameters = BufferCache.keeping(memoryBlocks / 2 / parameterBlocks, piece -> 1);
        lookup = layer.requantisation().lookup().map(this::lookupBuffer);
    }

    /** Weight tiles that stay for all of a layer's tiles where it has no more; half of the memory is left for the next layer's. */
    static int keptTiles(Configuration configuration) {
        return configuration.memory().weightRows() / 2 / configuration.array().size();
    }

    /** The weight tiles of a chunk for one output block. Blocks whose tiles are equal, as those of pools are, share them. */
    Buffer weights(Weights piece) {
        return weights.get(packed.computeIfAbsent(piece, this::pack), this::weightBuffer);
    }

    private Tiles pack(Weights piece) {
        byte[] tiles = packer.pack(piece.outputBlock(), piece.chunk());
        return tilesOf.computeIfAbsent(ByteBuffer.wrap(tiles),
                bytes -> new Tiles(compilation.constants().addWeights(tiles), piece.chunk().tiles()));
    }

    /** The parameters of an output block and its neighbours. */
    Buffer parameters(int outputBlock) {
        return parameters.get(outputBlock / parameterBlocks, this::parameterBuffer);
    }

    /** The row in its buffer at which an output block's parameters begin. */
    int parameterRow(int outputBlock) {
        return outputBlock % parameterBlocks * MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK;
    }

    /** The lookup table, where the layer has one; its buffer's row is the table's number. */
    Optional<Buffer> lookup() {
        return lookup;
    }

    private Buffer weightBuffer(Tiles tiles) {
        int rows = tiles.count() * compilation.lanes();
        Buffer.Claim claim = new Buffer.Claim(
                compilation.memories().weights(), rows, 0, compilation.configuration().memory().weightRows());
        return new Buffer(claim, () -> true, row -> load(LocalMemory.WEIGHTS, tiles.offset(), row, rows));
    }

    private Buffer parameterBuffer(int index) {
        int blockRows = MemoryConfiguration.PARAMETER_ROWS_PER_BLOCK;
        int first = index * parameterBlocks;
        int rows = Math.min(parameterBlocks, outputBlocks - first) * blockRows;
        int offset = parametersOffset + first * blockRows * compilation.lanes();
        Buffer.Claim claim = new Buffer.Claim(
                compilation.memories().parameters(), rows, 0, compilation.configuration().memory().parameterRows());
        return new Buffer(claim, () -> true, row -> load(LocalMemory.PARAMETERS, offset, row, rows));
    }

    private Buffer lookupBuffer(byte[] table) {
        int offset = compilation.constants().addLookup(table);
        int rows = MemoryConfiguration.LOOKUP_BYTES / compilation.lanes();
        Buffer.Claim claim = new Buffer.Claim(
                compilation.memories().lookups(), 1, 0, compilation.configuration().memory().lookupTables());
        return new Buffer(claim, () -> true, number -> load(LocalMemory.LOOKUP, offset, number * rows, rows));
    }

    private void load(LocalMemory memory, int offset, int row, int rows) {
        compilation.emitter().emit(account, () -> Descriptor.of(Opcode.LOAD_WEIGHTS)
                .set(LoadField.REGION, Region.CONSTANTS.code())
                .set(LoadField.ADDRESS, offset)
                .set(LoadField.MEMORY, memory.code())
                .set(LoadField.LOCAL_BASE, row)
                .set(LoadField.RUN, rows)
                .set(LoadField.INNER, 1)
                .set(LoadField.OUTER, 1));
    }
}
