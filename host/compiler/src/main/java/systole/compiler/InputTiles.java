package systole.compiler;

import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;

/** Gives a layer's tiles their input: the tensor in the scratchpad where it lives there, else parts loaded from device memory. */
final class InputTiles {
    private record Piece(int map, Rectangle part, Chunk.Extent blocks) {
    }

    private final Compilation compilation;
    private final LayerAccount account;
    private final InputFormat format;
    private final TensorPlace place;
    private final LifetimeMemory.Gap window;
    private final BufferCache<Piece> loaded = BufferCache.streaming();

    InputTiles(Compilation compilation, LayerAccount account, InputFormat format, LifetimeMemory.Gap window) {
        this.compilation = compilation;
        this.account = account;
        this.format = format;
        this.place = compilation.plan().placeOf(format.layer().input());
        this.window = window;
    }

    /** Scratchpad rows that input tiles may fill; 0 where the whole input is on chip. */
    int windowRows() {
        return place.onChip().isPresent() ? 0 : (int) window.size();
    }

    /** The input of a tile's convolution in some blocks; images that are no rows of one map are maps behind each other. */
    InputView view(int map, Rectangle convolved, Chunk.Extent blocks) {
        if (place.onChip().isPresent()) {
            Rectangle whole = new Rectangle(0, 0, format.height(), format.width());
            long start = place.vectorsBefore(0) * format.lanes() + (long) map * format.blockBytes();
            return new InputView(
                    place.onChip().get(), format, whole, 0, format.rowBytes(), place.blockVectors() * format.lanes(), start);
        }
        Rectangle part = convolved.inputOf(format.window(), format.height(), format.width());
        Buffer buffer = loaded.get(new Piece(map, part, blocks), this::create);
        int rowBytes = format.vectorsOf(part.left(), part.right()).size() * format.lanes();
        int skew = part.left() * format.pixelBytes() % format.lanes();
        return new InputView(buffer, format, part, blocks.first(), rowBytes, part.rows() * rowBytes, skew);
    }

    private Buffer create(Piece piece) {
        int rows = format.bufferRows(piece.part(), piece.blocks().size());
        OnChipMemory scratchpad = compilation.plan().scratchpad();
        Buffer.Claim claim = new Buffer.Claim(scratchpad, rows, (int) window.from(), (int) window.to());
        int bottom = piece.map() * format.layer().inputMap().height() + piece.part().bottom();
        return new Buffer(claim, () -> place.has(bottom), row -> compilation.emitter().emit(account, () -> load(piece, row)));
    }

    private Descriptor.Builder load(Piece piece, int row) {
        Rectangle part = piece.part();
        Chunk.Extent vectors = format.vectorsOf(part.left(), part.right());
        TensorLayout layout = place.inDevice().orElseThrow();
        int blockBytes = layout.geometry().block();
        long address = layout.offset() + (long) piece.blocks().first() * blockBytes + (long) piece.map() * format.blockBytes()
                + (long) part.top() * format.rowBytes() + (long) vectors.first() * format.lanes();
        // Rows and blocks that lie side by side make one run: long bursts, and no beat read twice.
        boolean wholeRows = vectors.size() * format.lanes() == format.rowBytes();
        int runRows = wholeRows ? part.rows() : 1;
        int runBlocks = wholeRows && (long) part.rows() * format.rowBytes() == blockBytes ? piece.blocks().size() : 1;
        return Descriptor.of(Opcode.LOAD)
                .set(LoadField.REGION, layout.region().code())
                .set(LoadField.ADDRESS, address)
                .set(LoadField.MEMORY, LocalMemory.SCRATCHPAD.code())
                .set(LoadField.LOCAL_BASE, row)
                .set(LoadField.RUN, (long) runBlocks * runRows * vectors.size())
                .set(LoadField.INNER, part.rows() / runRows)
                .set(LoadField.INNER_STEP, format.rowBytes())
                .set(LoadField.LOCAL_INNER_STEP, vectors.size())
                .set(LoadField.OUTER, piece.blocks().size() / runBlocks)
                .set(LoadField.OUTER_STEP, blockBytes)
                .set(LoadField.LOCAL_OUTER_STEP, part.rows() * vectors.size());
    }
}
