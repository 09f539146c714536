package systole.drivers.xrt.xclbin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What an xclbin says of itself. The bytes, all little-endian, by {@code struct axlf} of {@code xclbin.h}:
 *
 * <pre>
 *   0  8    "xclbin2\0"
 *   8  4    length of a signature, -1 for none
 *  12  28   FF
 *  40  256  signature
 * 296  8    a number that differs from file to file
 * 304  8    bytes of the file
 * 312  8    seconds since 1970
 * 320  8    the same of the platform's ROM, 0 for any
 * 328  2    version: patch; then 1 byte major, 1 byte minor
 * 332  2    mode
 * 334  2    actions
 * 336  16   UUID of the platform's ROM, 0 for any
 * 352  64   platform: vendor, board, name and version
 * 416  16   UUID of the file
 * 432  16   name of a file for debugging
 * 448  4    sections; 4 bytes of padding follow
 * 456  40   of each section: kind (4), name (16), padding (4), offset in the file (8), bytes (8)
 * </pre>
 *
 * @param platform what it was linked for, as in {@code xilinx_u250_gen3x16_xdma_4_1_202210_1}
 * @param uuid 16 bytes
 * @param mode 0 to 3 for cards, 4 and 6 for hardware emulation, 5 for software emulation
 */
public record XclbinHeader(String platform, byte[] uuid, int mode) {
    static final String MAGIC = "xclbin2\0";
    static final int SIGNATURE_AT = 8;
    static final int UNIQUE_AT = 296;
    static final int LENGTH_AT = 304;
    static final int VERSION_AT = 328;
    static final int MODE_AT = 332;
    static final int PLATFORM_AT = 352;
    static final int PLATFORM_BYTES = 64;
    static final int UUID_AT = 416;
    static final int UUID_BYTES = 16;
    static final int SECTIONS_AT = 448;
    static final int BYTES = 456;
    static final int SECTION_BYTES = 40;

    /** Mode of a file for hardware emulation. */
    static final int HARDWARE_EMULATION = 4;

    /**
     * Reads a file's header.
     *
     * @throws IOException where the file cannot be read or is no xclbin
     */
    public static XclbinHeader read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(BYTES);
            byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length < BYTES || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
                throw new IOException("%s is no xclbin: it does not begin as one; choose the file that v++ linked".formatted(file));
            }
            ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            byte[] uuid = Arrays.copyOfRange(bytes, UUID_AT, UUID_AT + UUID_BYTES);
            return new XclbinHeader(LittleEndian.text(header, PLATFORM_AT, PLATFORM_BYTES), uuid, header.getShort(MODE_AT));
        }
    }

    /** Whether it configures cards, not emulations. */
    public boolean forCards() {
        return mode < HARDWARE_EMULATION;
    }
}
