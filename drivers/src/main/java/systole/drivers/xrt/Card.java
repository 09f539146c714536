package systole.drivers.xrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** An open card. Closing it closes its handle, not the kernels and buffers on it: those must be closed before. */
final class Card implements Handles.Handle {
    private static final int UUID_BYTES = 16;

    private final String name;
    private long handle;

    private Card(String name, long handle) {
        this.name = name;
        this.handle = handle;
    }

    /**
     * Opens a card.
     *
     * @param bdf its place on the PCI bus as {@code 0000:65:00.1}; empty for the first card there is
     * @throws XrtException where there is none, or it cannot be opened
     */
    static Card open(Optional<String> bdf) {
        long handle = bdf.isPresent() ? XrtLibrary.xrtDeviceOpenByBDF(bdf.get()) : XrtLibrary.xrtDeviceOpen(0);
        String name = bdf.orElse("0");
        if (handle == 0) {
            throw new XrtException("card %s cannot be opened: there is none, or it may not be used; 'systole devices' lists cards"
                    .formatted(name));
        }
        return new Card(name, handle);
    }

    /** Its place on the PCI bus, or its index. */
    String name() {
        return name;
    }

    /** Configures the card, and returns the UUID of what it is configured with. */
    byte[] load(Path xclbin) throws IOException {
        if (!Files.isReadable(xclbin)) {
            throw new IOException("%s does not exist or may not be read; check the path".formatted(xclbin));
        }
        if (XrtLibrary.xrtDeviceLoadXclbinFile(handle(), xclbin.toAbsolutePath().toString()) != 0) {
            throw new XrtException("card %s does not take %s: it is busy, or the file is damaged or for another platform; see dmesg"
                    .formatted(name, xclbin));
        }
        byte[] uuid = new byte[UUID_BYTES];
        if (XrtLibrary.xrtDeviceGetXclbinUUID(handle(), uuid) != 0) {
            throw new XrtException("card %s does not say what it is configured with; reset it: xbutil reset".formatted(name));
        }
        return uuid;
    }

    long handle() {
        if (handle == 0) {
            throw new IllegalStateException("card %s is closed".formatted(name));
        }
        return handle;
    }

    @Override
    public void close() {
        if (handle != 0) {
            XrtLibrary.xrtDeviceClose(handle);
            handle = 0;
        }
    }

    /** A UUID as the runtime prints it, without dashes. */
    static String text(byte[] uuid) {
        return HexFormat.of().formatHex(uuid);
    }
}
