package systole.nn.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record format.
 *
 * <pre>
 * uint64 length of the data, little endian
 * uint32 masked CRC-32C of those eight bytes
 * bytes  data
 * uint32 masked CRC-32C of the data
 * </pre>
 *
 * @param stream where records go
 */
record RecordStream(OutputStream stream) {
    private static final int MASK_DELTA = 0xA282EAD8;

    void write(byte[] data) throws IOException {
        byte[] length = littleEndian(Long.BYTES).putLong(data.length).array();
        stream.write(length);
        stream.write(littleEndian(Integer.BYTES).putInt(maskedChecksum(length)).array());
        stream.write(data);
        stream.write(littleEndian(Integer.BYTES).putInt(maskedChecksum(data)).array());
    }

    /** Rotated and shifted, because the checksum of data that hold their own checksum would be weak. */
    static int maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
