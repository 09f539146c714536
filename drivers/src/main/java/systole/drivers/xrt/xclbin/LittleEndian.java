package systole.drivers.xrt.xclbin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The numbers and texts of C structures, little-endian. */
final class LittleEndian {
    private LittleEndian() {
    }

    /** Zero bytes to be filled in. */
    static ByteBuffer zeros(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Puts a text into a field of so many bytes, the last of which stays 0. */
    static ByteBuffer putText(ByteBuffer buffer, String text, int field) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= field) {
            throw new IllegalArgumentException("%s has %d bytes, at most %d fit".formatted(text, bytes.length, field - 1));
        }
        return buffer.put(bytes).position(buffer.position() + field - bytes.length);
    }

    /** The text in a field of so many bytes, up to the first 0. */
    static String text(ByteBuffer buffer, int offset, int field) {
        int end = offset;
        while (end < offset + field && buffer.get(end) != 0) {
            end++;
        }
        return StandardCharsets.UTF_8.decode(buffer.duplicate().limit(end).position(offset)).toString();
    }
}
