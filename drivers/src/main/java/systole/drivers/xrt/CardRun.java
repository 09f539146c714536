package systole.drivers.xrt;

import java.time.Duration;
import systole.contract.KernelArgument;

/** A kernel with arguments, to be started many times. */
final class CardRun implements Handles.Handle {
    /** The emulation sleeps as long as it is asked to wait, so that short slices cost least; a card's interrupt ends a slice early. */
    private static final int SLICE_MILLISECONDS = 1;

    private long handle;

    private CardRun(long handle) {
        this.handle = handle;
    }

    /** A run of a kernel, without arguments yet. */
    static CardRun of(CardKernel kernel) {
        long handle = XrtLibrary.xrtRunOpen(kernel.handle());
        if (handle == 0) {
            throw new XrtException("xrtRunOpen of the Xilinx Runtime failed; see dmesg");
        }
        return new CardRun(handle);
    }

    /** Passes a buffer's address from now on. */
    void argument(KernelArgument argument, CardBuffer buffer) {
        Xrt.checked("xrtRunSetArg", XrtLibrary.xrtRunSetArg(handle(), argument.position(), buffer.handle()));
    }

    /** Passes a number from now on. */
    void argument(KernelArgument argument, int value) {
        Xrt.checked("xrtRunSetArg", XrtLibrary.xrtRunSetArg(handle(), argument.position(), value));
    }

    void start() {
        Xrt.checked("xrtRunStart", XrtLibrary.xrtRunStart(handle()));
    }

    /**
     * Waits until the run is over.
     *
     * @return false where the limit came first
     * @throws XrtException where the runtime gave the run up
     */
    boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            int state = XrtLibrary.xrtRunWaitFor(handle(), SLICE_MILLISECONDS);
            switch (state) {
                case XrtLibrary.COMPLETED -> {
                    return true;
                }
                case XrtLibrary.ERROR, XrtLibrary.ABORT, XrtLibrary.NO_RESPONSE ->
                    throw new XrtException("the Xilinx Runtime gave a run up in state %d; see dmesg".formatted(state));
                default -> {
                    if (System.nanoTime() >= end) {
                        return false;
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        if (handle != 0) {
            XrtLibrary.xrtRunClose(handle);
            handle = 0;
        }
    }

    private long handle() {
        if (handle == 0) {
            throw new IllegalStateException("the run is closed");
        }
        return handle;
    }
}
