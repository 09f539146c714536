package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import systole.contract.Descriptor;
import systole.contract.LoadField;
import systole.contract.LocalMemory;
import systole.contract.Opcode;

/** Gives a layer's tiles their input: the tensor in the scratchpad where it lives there, else parts loaded from device memory. */
final class InputTiles {
    private final Compilation compilation;
    private final LayerAccount account;
    private final InputFormat format;
    private final TensorPlace place;
    private final LifetimeMemory.Gap window;
    private final BufferCache<InputPiece, List<Buffer>> loaded = BufferCache.streaming();

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

    /** Whether the whole input is on chip before the layer begins. */
    boolean isResident() {
        return place.onChip().isPresent();
    }

    /** A piece as EXECUTE addresses it. */
    InputView view(InputPiece piece) {
        if (isResident()) {
            Rectangle whole = new Rectangle(0, 0, format.height(), format.width());
            return new InputView(place.onChip().get(), format, whole, 0, format.rowBytes(), 0);
        }
        Rectangle part = partOf(piece);
        int rowBytes = format.vectorsOf(part.left(), part.right()).size() * format.lanes();
        int skew = part.left() * format.pixelBytes() % format.lanes();
        return new InputView(loaded(piece).getFirst(), format, part, piece.blocks().first(), rowBytes, skew);
    }

    /** The buffers that hold some blocks of a piece. */
    List<Buffer> buffers(InputPiece piece, Chunk.Extent blocks) {
        if (isResident()) {
            return List.of(place.onChip().get());
        }
        List<Buffer> parts = loaded(piece);
        return IntStream.range(0, parts.size()).filter(i -> piece.parts().get(i).intersection(blocks).size() > 0).mapToObj(parts::get).toList();
    }

    private Rectangle partOf(InputPiece piece) {
        return piece.tile().convolved().inputOf(format.window(), format.height(), format.width());
    }

    private List<Buffer> loaded(InputPiece piece) {
        return loaded.get(piece, this::create);
    }

    /** One claim for all parts. */
    private List<Buffer> create(InputPiece piece) {
        Rectangle part = partOf(piece);
        int rows = format.bufferRows(part, piece.blocks().size());
        OnChipMemory scratchpad = compilation.plan().scratchpad();
        Buffer.Claim claim = new Buffer.Claim(scratchpad, rows, (int) window.from(), (int) window.to());
        List<Buffer> parts = new ArrayList<>();
        for (Chunk.Extent blocks : piece.parts()) {
            int before = (blocks.first() - piece.blocks().first()) * part.rows() * format.vectorsOf(part.left(), part.right()).size();
            BooleanSupplier stored = () -> place.has(blocks, part.bottom());
            IntConsumer load = row -> compilation.emitter().emit(account, () -> load(part, blocks, row + before));
            parts.add(parts.isEmpty() ? new Buffer(claim, stored, load) : parts.getFirst().part(stored, load));
        }
        return parts;
    }

    private Descriptor.Builder load(Rectangle part, Chunk.Extent blocks, int row) {
        Chunk.Extent vectors = format.vectorsOf(part.left(), part.right());
        TensorLayout layout = place.inDevice().orElseThrow();
        long address = layout.offset() + (long) blocks.first() * format.blockBytes()
                + (long) part.top() * format.rowBytes() + (long) vectors.first() * format.lanes();
        // Rows and blocks that lie side by side make one run: long bursts, and no beat read twice.
        boolean wholeRows = vectors.size() * format.lanes() == format.rowBytes();
        int runRows = wholeRows ? part.rows() : 1;
        int runBlocks = wholeRows && part.rows() == format.height() ? blocks.size() : 1;
        return Descriptor.of(Opcode.LOAD)
                .set(LoadField.REGION, layout.region().code())
                .set(LoadField.ADDRESS, address)
                .set(LoadField.MEMORY, LocalMemory.SCRATCHPAD.code())
                .set(LoadField.LOCAL_BASE, row)
                .set(LoadField.RUN, (long) runBlocks * runRows * vectors.size())
                .set(LoadField.INNER, part.rows() / runRows)
                .set(LoadField.INNER_STEP, format.rowBytes())
                .set(LoadField.LOCAL_INNER_STEP, vectors.size())
                .set(LoadField.OUTER, blocks.size() / runBlocks)
                .set(LoadField.OUTER_STEP, format.blockBytes())
                .set(LoadField.LOCAL_OUTER_STEP, part.rows() * vectors.size());
    }
}
