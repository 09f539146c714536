package systole.drivers.xrt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import systole.contract.Counter;
import systole.contract.KernelArgument;
import systole.contract.Register;
import systole.drivers.Registers;

/** A kernel of a card, opened so that nobody else uses it. For one thread at a time. */
final class CardKernel implements Registers, Handles.Handle {
    private final Memory word = new Memory(Integer.BYTES);
    private final long wordAddress = Pointer.nativeValue(word);
    private long handle;

    private CardKernel(long handle) {
        this.handle = handle;
    }

    /**
     * Opens the kernel of what the card is configured with.
     *
     * @param uuid what {@link Card#load} returned
     * @param name see {@link CardPlace#kernel}
     * @throws XrtException where the configuration has no such kernel, or another process has it
     */
    static CardKernel open(Card card, byte[] uuid, String name) {
        long handle = XrtLibrary.xrtPLKernelOpenExclusive(card.handle(), uuid, name);
        if (handle == 0) {
            throw new XrtException("kernel %s of card %s cannot be opened: another process uses it, or xclbin %s has none; end the other one"
                    .formatted(name, card.name(), Card.text(uuid)));
        }
        return new CardKernel(handle);
    }

    /** The memory bank that an argument points into. */
    int bank(KernelArgument argument) {
        return Xrt.checked("xrtKernelArgGroupId", XrtLibrary.xrtKernelArgGroupId(handle(), argument.position()));
    }

    @Override
    public int read(Register register) {
        return read(register.offset());
    }

    @Override
    public void write(Register register, int value) {
        write(register.offset(), value);
    }

    @Override
    public void writeLong(Register low, long value) {
        write(low.offset(), (int) value);
        write(low.offset() + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    /** Reads a register and the one 4 bytes further as one number, low word first. */
    long readLong(Register low) {
        return readLong(low.offset());
    }

    /** A counter since the latest start. */
    long counter(Counter counter) {
        return readLong(Register.offsetOf(counter));
    }

    long handle() {
        if (handle == 0) {
            throw new IllegalStateException("the kernel is closed");
        }
        return handle;
    }

    @Override
    public void close() {
        if (handle != 0) {
            XrtLibrary.xrtKernelClose(handle);
            handle = 0;
        }
    }

    private long readLong(int offset) {
        long low = Integer.toUnsignedLong(read(offset));
        return low | (long) read(offset + Integer.BYTES) << Integer.SIZE;
    }

    private int read(int offset) {
        Xrt.checked("xrtKernelReadRegister", XrtLibrary.xrtKernelReadRegister(handle(), offset, wordAddress));
        return word.getInt(0);
    }

    private void write(int offset, int value) {
        Xrt.checked("xrtKernelWriteRegister", XrtLibrary.xrtKernelWriteRegister(handle(), offset, value));
    }
}
