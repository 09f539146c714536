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
    private final int pieceRows;
    private final BufferCache<InputPiece, List<Buffer>> loaded = BufferCache.streaming();

    /**
     * @param window scratchpad rows that pieces may lie in
     * @param pieceRows rows of the largest piece
     */
    InputTiles(Compilation compilation, LayerAccount account, InputFormat format, LifetimeMemory.Gap window, int pieceRows) {
        this.compilation = compilation;
        this.account = account;
        this.format = format;
        this.place = compilation.plan().placeOf(format.layer().input());
        this.window = window;
        this.pieceRows = pieceRows;
    }

    /** Whether the whole input is on chip before the layer begins. */
    boolean isResident() {
        return place.onChip().isPresent();
    }

    /** A piece as EXECUTE addresses it; images that are no rows of one map are maps behind each other. */
    InputView view(InputPiece piece) {
        if (isResident()) {
            Rectangle whole = new Rectangle(0, 0, format.height(), format.width());
            long start = place.vectorsBefore(0) * format.lanes() + (long) piece.tile().map() * format.blockBytes();
            return new InputView(
                    place.onChip().get(), format, whole, 0, format.rowBytes(), place.blockVectors() * format.lanes(), start);
        }
        Rectangle part = partOf(piece);
        int rowBytes = format.vectorsOf(part.left(), part.right()).size() * format.lanes();
        int skew = part.left() * format.pixelBytes() % format.lanes();
        Buffer first = loaded.get(piece, this::create).getFirst();
        return new InputView(first, format, part, piece.blocks().first(), rowBytes, part.rows() * rowBytes, skew);
    }

    /** The buffers that hold some blocks of a piece. */
    List<Buffer> buffers(InputPiece piece, Chunk.Extent blocks) {
        if (isResident()) {
            return List.of(place.onChip().get());
        }
        List<Buffer> parts = loaded.get(piece, this::create);
        return IntStream.range(0, parts.size()).filter(i -> piece.parts().get(i).intersection(blocks).size() > 0)
                .mapToObj(parts::get).toList();
    }

    private Rectangle partOf(InputPiece piece) {
        return piece.tile().convolved().inputOf(format.window(), format.height(), format.width());
    }

    /** One claim for all parts; as large for all pieces, so that each finds the gap that another one leaves. */
    private List<Buffer> create(InputPiece piece) {
        Rectangle part = partOf(piece);
        OnChipMemory scratchpad = compilation.plan().scratchpad();
        Buffer.Claim claim = new Buffer.Claim(scratchpad, pieceRows, (int) window.from(), (int) window.to());
        int blockRows = part.rows() * format.vectorsOf(part.left(), part.right()).size();
        int bottom = piece.tile().map() * format.layer().inputMap().height() + part.bottom();
        List<Buffer> parts = new ArrayList<>();
        for (Chunk.Extent blocks : piece.parts()) {
            int before = (blocks.first() - piece.blocks().first()) * blockRows;
            BooleanSupplier stored = () -> place.has(blocks, bottom);
            IntConsumer load = row -> compilation.emitter().emit(account, () -> load(piece.tile().map(), part, blocks, row + before));
            parts.add(parts.isEmpty() ? new Buffer(claim, stored, load) : parts.getFirst().part(stored, load));
        }
        return parts;
    }

    private Descriptor.Builder load(int map, Rectangle part, Chunk.Extent blocks, int row) {
        Chunk.Extent vectors = format.vectorsOf(part.left(), part.right());
        TensorLayout layout = place.inDevice().orElseThrow();
        int blockBytes = layout.geometry().block();
        long address = layout.offset() + (long) blocks.first() * blockBytes + (long) map * format.blockBytes()
                + (long) part.top() * format.rowBytes() + (long) vectors.first() * format.lanes();
        // Rows and blocks that lie side by side make one run: long bursts, and no beat read twice.
        boolean wholeRows = vectors.size() * format.lanes() == format.rowBytes();
        int runRows = wholeRows ? part.rows() : 1;
        int runBlocks = wholeRows && (long) part.rows() * format.rowBytes() == blockBytes ? blocks.size() : 1;
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
                .set(LoadField.OUTER_STEP, blockBytes)
                .set(LoadField.LOCAL_OUTER_STEP, part.rows() * vectors.size());
    }
}
