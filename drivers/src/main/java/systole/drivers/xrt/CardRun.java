package systole.drivers.xrt;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import systole.contract.KernelArgument;

/** A kernel with arguments, to be started many times. */
final class CardRun implements Handles.Handle {
    /** A short run is waited for without giving the processor away: waking up again takes longer than it does. */
    private static final long SPIN_NANOSECONDS = 50_000;
    private static final long SLICE_NANOSECONDS = 100_000;

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
     * Waits until the run is over. The state is looked at again and again: in hardware emulation xrtRunWaitFor does not return before
     * the run is over, whatever the time that it is given, and sleeps for a second.
     *
     * @return false where the limit came first
     * @throws XrtException where the runtime gave the run up
     */
    boolean await(Duration limit) {
        long start = System.nanoTime();
        for (long waited = 0; waited < limit.toNanos(); waited = System.nanoTime() - start) {
            int state = XrtLibrary.xrtRunState(handle());
            switch (state) {
                case XrtLibrary.COMPLETED -> {
                    return true;
                }
                case XrtLibrary.ERROR, XrtLibrary.ABORT, XrtLibrary.NO_RESPONSE ->
                    throw new XrtException("the Xilinx Runtime gave a run up in state %d; see dmesg".formatted(state));
                default -> pause(waited);
            }
        }
        return false;
    }

    private static void pause(long waited) {
        if (waited < SPIN_NANOSECONDS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(SLICE_NANOSECONDS);
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
