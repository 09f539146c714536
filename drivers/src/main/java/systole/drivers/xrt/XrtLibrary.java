package systole.drivers.xrt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/**
 * Functions of {@code libxrt_coreutil}, as {@code xrt/xrt_device.h}, {@code xrt_bo.h} and {@code xrt_kernel.h} declare them; the
 * runtime exists for 64-bit machines only, so handles, pointers and {@code size_t} are {@code long}, and no handle is 0.
 *
 * <p>Mapped directly: with nothing but numbers as arguments a call makes no garbage. None may be called before {@link #load}.
 */
final class XrtLibrary {
    /** Values of {@link #xrtRunState}, {@code ert_cmd_state}. */
    static final int COMPLETED = 4;
    static final int ERROR = 5;
    static final int ABORT = 6;
    static final int NO_RESPONSE = 9;

    /** Directions of {@link #xrtBOSync}. */
    static final int TO_DEVICE = 0;
    static final int FROM_DEVICE = 1;

    private static Path loaded;

    private XrtLibrary() {
    }

    /** A variadic function has another calling convention, which direct mapping does not know. */
    interface Arguments extends Library {
        int xrtRunSetArg(long run, int position, Object... value);
    }

    private static Arguments arguments;

    /**
     * Binds the functions to a library, once in a process.
     *
     * @throws UnsatisfiedLinkError where the file is no library for this machine, or lacks a function
     */
    static synchronized void load(Path file) {
        if (file.equals(loaded)) {
            return;
        }
        if (loaded != null) {
            throw new IllegalStateException("%s is loaded already, so %s cannot be".formatted(loaded, file));
        }
        Native.register(XrtLibrary.class, NativeLibrary.getInstance(file.toString()));
        arguments = Native.load(file.toString(), Arguments.class);
        loaded = file;
    }

    static int xrtRunSetArg(long run, int position, Object value) {
        return arguments.xrtRunSetArg(run, position, value);
    }

    static native long xrtDeviceOpen(int index);

    static native long xrtDeviceOpenByBDF(String bdf);

    static native int xrtDeviceClose(long device);

    static native int xrtDeviceLoadXclbinFile(long device, String file);

    static native int xrtDeviceGetXclbinUUID(long device, byte[] uuid);

    static native long xrtPLKernelOpenExclusive(long device, byte[] uuid, String name);

    static native int xrtKernelClose(long kernel);

    static native int xrtKernelArgGroupId(long kernel, int position);

    static native int xrtKernelReadRegister(long kernel, int offset, long value);

    static native int xrtKernelWriteRegister(long kernel, int offset, int value);

    static native long xrtBOAlloc(long device, long bytes, long flags, int group);

    static native int xrtBOFree(long buffer);

    static native long xrtBOMap(long buffer);

    static native long xrtBOAddress(long buffer);

    static native int xrtBOSync(long buffer, int direction, long bytes, long offset);

    static native long xrtRunOpen(long kernel);

    static native int xrtRunClose(long run);

    static native int xrtRunStart(long run);

    static native int xrtRunState(long run);
}
