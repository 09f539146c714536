package systole.compiler;

import java.util.Optional;

/** Where a tensor lives while the program runs. */
final class TensorPlace {
    private final ChannelMap channels;
    private final Optional<TensorLayout> inDevice;
    private final Optional<Storage> storage;
    private final int firstBlock;

    private TensorPlace(ChannelMap channels, Optional<TensorLayout> inDevice, Optional<Storage> storage, int firstBlock) {
        this.channels = channels;
        this.inDevice = inDevice;
        this.storage = storage;
        this.firstBlock = firstBlock;
    }

    /** A tensor that layers store. Readers take it from the scratchpad where it is there. */
    static TensorPlace stored(TensorSlice slice, Storage storage, Optional<TensorLayout> inDevice) {
        return new TensorPlace(slice.channels(), inDevice, Optional.of(storage), slice.firstBlock());
    }

    /** A tensor that the host wrote. */
    static TensorPlace given(ChannelMap channels, TensorLayout layout) {
        return new TensorPlace(channels, Optional.of(layout), Optional.empty(), 0);
    }

    /** Which blocks and lanes hold the channels; of no meaning where the host lays out a dense image. */
    ChannelMap channels() {
        return channels;
    }

    /** The scratchpad rows that the tensor is part of, in blocked layout. */
    Optional<Buffer> onChip() {
        return storage.flatMap(Storage::onChip);
    }

    Optional<TensorLayout> inDevice() {
        return inDevice;
    }

    /** Vectors of a channel block of a tensor that layers store. */
    int blockVectors() {
        return storage.orElseThrow().blockVectors();
    }

    /** Vectors of its storage that lie before a block of the tensor. */
    long vectorsBefore(int block) {
        return (long) (firstBlock + block) * blockVectors();
    }

    /** The stores of all rows of a block before {@code rows} are dispatched; rows count through all images. */
    void storeDispatched(int block, int rows) {
        storage.orElseThrow().storeDispatched(firstBlock + block, rows);
    }

    /** Whether the stores of all rows before {@code bottom} are dispatched in those blocks. */
    boolean has(Chunk.Extent blocks, int bottom) {
        return storage.isEmpty() || storage.get().has(firstBlock + blocks.first(), firstBlock + blocks.end(), bottom);
    }
}
