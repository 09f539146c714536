package systole.drivers.xrt;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** A buffer in a card's memory and its image in the host's, which is copied only when asked for. */
final class CardBuffer implements Handles.Handle {
    private static final long NORMAL = 0;
    private static final int PAGE_BYTES = 4096;

    private final ByteBuffer image;
    private long handle;

    private CardBuffer(long handle, ByteBuffer image) {
        this.handle = handle;
        this.image = image;
    }

    /**
     * Allocates a buffer, rounded up to whole pages.
     *
     * @param bytes 0 or more
     * @param bank see {@link CardKernel#bank}
     * @throws XrtException where the bank has no room
     */
    static CardBuffer allocate(Card card, int bytes, int bank) {
        long size = Math.ceilDiv(Math.max(bytes, 1L), PAGE_BYTES) * PAGE_BYTES;
        long handle = XrtLibrary.xrtBOAlloc(card.handle(), size, NORMAL, bank);
        if (handle == 0) {
            throw new XrtException("card %s has no room for %d bytes in bank %d; close other networks, or run fewer images at once"
                    .formatted(card.name(), size, bank));
        }
        long address = XrtLibrary.xrtBOMap(handle);
        if (address == 0) {
            XrtLibrary.xrtBOFree(handle);
            throw new XrtException("a buffer of %d bytes on card %s cannot be mapped; see dmesg".formatted(size, card.name()));
        }
        return new CardBuffer(handle, new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The host's image, little-endian, with its position at 0: it is gone once the buffer is closed, and using it then ends the JVM. */
    ByteBuffer image() {
        handle();
        return image.clear();
    }

    int bytes() {
        return image.capacity();
    }

    /** Copies a range from the host to the card. */
    void toCard(int offset, int bytes) {
        sync(XrtLibrary.TO_DEVICE, offset, bytes);
    }

    /** Copies a range from the card to the host. */
    void fromCard(int offset, int bytes) {
        sync(XrtLibrary.FROM_DEVICE, offset, bytes);
    }

    /** Where the buffer is in device memory. */
    long address() {
        return XrtLibrary.xrtBOAddress(handle());
    }

    long handle() {
        if (handle == 0) {
            throw new IllegalStateException("the buffer is closed");
        }
        return handle;
    }

    @Override
    public void close() {
        if (handle != 0) {
            XrtLibrary.xrtBOFree(handle);
            handle = 0;
        }
    }

    private void sync(int direction, int offset, int bytes) {
        Objects.checkFromIndexSize(offset, bytes, bytes());
        if (bytes > 0) {
            Xrt.checked("xrtBOSync", XrtLibrary.xrtBOSync(handle(), direction, bytes, offset));
        }
    }
}
