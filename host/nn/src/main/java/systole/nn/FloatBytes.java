package systole.nn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as bytes, little endian. */
final class FloatBytes {
    private static final int FLOATS = 1 << 14;

    private FloatBytes() {
    }

    static void write(float[] values, OutputStream stream) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(values.length, FLOATS) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += FLOATS) {
            int count = Math.min(FLOATS, values.length - from);
            bytes.asFloatBuffer().put(values, from, count);
            stream.write(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
