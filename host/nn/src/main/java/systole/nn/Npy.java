package systole.nn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.graph.Shape;

/**
 * A tensor in NumPy's npy format, little endian and row-major; float32 is written, float64 is read as well.
 *
 * <pre>
 * bytes 0-5   0x93 "NUMPY"
 * bytes 6-7   version: 1.0, 2.0 or 3.0
 * bytes 8-9   length of the header, little endian (8-11 from version 2.0 on)
 * then        header: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }, padded with spaces to a multiple of 64, and a line feed
 * then        values
 * </pre>
 */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /** A header of a few numbers is short; a longer one is a broken file. */
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'(?<type>[^']{1,9})',\\s*'fortran_order':\\s*(?<columns>True|False),"
            + "\\s*'shape':\\s*\\((?<shape>[0-9, ]*)\\),?\\s*\\}\\s*");

    private Npy() {
    }

    /** Reads a stream to its end; values take memory only as they arrive. Throws {@link WeightsException} where it is nothing that can be read. */
    static Tensor read(InputStream stream) throws IOException {
        if (!Arrays.equals(exactly(MAGIC.length, stream), MAGIC)) {
            throw new WeightsException("it does not start as npy files do");
        }
        int version = exactly(2, stream)[0];
        int length = version == 1 ? littleEndian(exactly(2, stream)).getShort() & 0xFFFF : littleEndian(exactly(4, stream)).getInt();
        if (version < 1 || version > 3 || length < 0 || length > LONGEST_HEADER) {
            throw new WeightsException("its version is %d and its header's length %d; versions 1 to 3 and lengths to %d are read"
                    .formatted(version, length, LONGEST_HEADER));
        }
        String text = new String(exactly(length, stream), StandardCharsets.UTF_8).strip();
        Matcher header = HEADER.matcher(text);
        if (!header.matches() || header.group("columns").equals("True")) {
            throw new WeightsException("its header is not that of a row-major array: " + text.lines().findFirst().orElse(""));
        }
        Tensor tensor = values(header.group("type"), shape(header.group("shape")), stream);
        if (stream.read() >= 0) {
            throw new WeightsException("there are bytes after its %s values".formatted(tensor.shape()));
        }
        return tensor;
    }

    static void write(Tensor tensor, OutputStream stream) throws IOException {
        String extents = tensor.shape().extents().stream().map(extent -> extent + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(extents);
        int before = MAGIC.length + 4;
        int length = Math.ceilDiv(before + header.length() + 1, ALIGNMENT) * ALIGNMENT - before;
        stream.write(MAGIC);
        stream.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        stream.write((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        FloatBytes.write(tensor.values(), stream);
    }

    private static Shape shape(String text) {
        try {
            List<Integer> extents = Stream.of(text.split(",")).map(String::strip)
                    .filter(extent -> !extent.isEmpty()).map(Integer::valueOf).toList();
            return new Shape(extents);
        } catch (NumberFormatException e) {
            throw new WeightsException("its shape (%s) is too large".formatted(text));
        } catch (IllegalArgumentException e) {
            throw new WeightsException(e.getMessage());
        }
    }

    private static Tensor values(String type, Shape shape, InputStream stream) throws IOException {
        int bytes = switch (type) {
            case "<f4" -> Float.BYTES;
            case "<f8" -> Double.BYTES;
            default -> throw new WeightsException("its data type is %s; <f4 and <f8 are read".formatted(type));
        };
        if ((long) shape.size() * bytes > Integer.MAX_VALUE) {
            throw new WeightsException("%s values are more than the 2 GiB that can be read".formatted(shape));
        }
        ByteBuffer data = littleEndian(exactly(shape.size() * bytes, stream));
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = bytes == Float.BYTES ? data.getFloat() : (float) data.getDouble();
        }
        return tensor;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] exactly(int count, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(count);
        if (bytes.length < count) {
            throw new WeightsException("it ends after %,d of %,d bytes".formatted(bytes.length, count));
        }
        return bytes;
    }
}
