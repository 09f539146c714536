package systole.onnx.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.onnx.OnnxException;

/**
 * Numbers in NumPy's npy format, little endian and row-major, in versions 1.0 to 3.0; version 1.0 is written.
 *
 * <pre>
 * bytes 0-5   0x93 "NUMPY"
 * bytes 6-7   version
 * bytes 8-9   length of the header, little endian (8-11 from version 2.0 on)
 * then        header: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }, padded with spaces to a multiple of 64, and a line feed
 * then        values
 * </pre>
 */
final class NumpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'(?<type>[^']{1,9})',\\s*'fortran_order':\\s*False,\\s*'shape':\\s*\\((?<shape>[0-9, ]*)\\),?\\s*\\}\\s*");
    private static final Map<DataType, String> NAMES = Map.ofEntries(
            Map.entry(DataType.FLOAT, "<f4"), Map.entry(DataType.DOUBLE, "<f8"), Map.entry(DataType.FLOAT16, "<f2"),
            Map.entry(DataType.INT8, "|i1"), Map.entry(DataType.UINT8, "|u1"), Map.entry(DataType.BOOL, "|b1"),
            Map.entry(DataType.INT16, "<i2"), Map.entry(DataType.UINT16, "<u2"), Map.entry(DataType.INT32, "<i4"),
            Map.entry(DataType.UINT32, "<u4"), Map.entry(DataType.INT64, "<i8"), Map.entry(DataType.UINT64, "<u8"));

    private NumpyArray() {
    }

    /** Reads a whole file's bytes; throws {@link OnnxException} where they are nothing that can be read. */
    static Tensor read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < MAGIC.length + 6 || !file.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new OnnxException("it does not start as npy files do");
        }
        file.position(MAGIC.length);
        int version = file.getShort() & 0xFF;
        long length = version == 1 ? file.getShort() & 0xFFFF : file.getInt() & 0xFFFF_FFFFL;
        if (version < 1 || version > 3 || length > file.remaining()) {
            throw new OnnxException("its version is %d and its header has %,d of %,d bytes".formatted(version, length, bytes.length));
        }
        Matcher header = HEADER.matcher(new String(bytes, file.position(), (int) length, StandardCharsets.UTF_8).strip());
        if (!header.matches()) {
            throw new OnnxException("its header is not that of a row-major array");
        }
        file.position(file.position() + (int) length);
        return values(type(header.group("type")), extents(header.group("shape")), file);
    }

    private static Tensor values(DataType type, Extents extents, ByteBuffer data) {
        if (data.remaining() != TensorBytes.count(type, extents)) {
            throw new OnnxException("%s %s values take %,d bytes, but %,d are there"
                    .formatted(extents, type, TensorBytes.count(type, extents), data.remaining()));
        }
        return TensorBytes.read(type, extents, data);
    }

    private static DataType type(String name) {
        return NAMES.entrySet().stream().filter(entry -> entry.getValue().equals(name)).map(Map.Entry::getKey).findFirst()
                .orElseThrow(() -> new OnnxException("its data type %s is not supported; types are %s".formatted(name, NAMES.values())));
    }

    private static Extents extents(String text) {
        try {
            return Extents.of(Stream.of(text.split(",")).map(String::strip).filter(extent -> !extent.isEmpty()).mapToLong(Long::parseLong).toArray());
        } catch (NumberFormatException e) {
            throw new OnnxException("its shape (%s) is too large".formatted(text));
        }
    }

    static void write(Tensor tensor, OutputStream stream) throws IOException {
        if (!NAMES.containsKey(tensor.type())) {
            throw new OnnxException("npy files cannot hold %s; write a .pb file".formatted(tensor.type()));
        }
        String shape = tensor.extents().sizes().stream().map(extent -> extent + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(NAMES.get(tensor.type()), shape);
        int before = MAGIC.length + 4;
        int length = Math.ceilDiv(before + header.length() + 1, ALIGNMENT) * ALIGNMENT - before;
        stream.write(MAGIC);
        stream.write(new byte[] {1, 0, (byte) length, (byte) (length >> 8)});
        stream.write((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        stream.write(TensorBytes.of(tensor).array());
    }
}
