package systole.nn.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads files back by the rules of the format, with a reader that shares nothing with the writer. */
class EventFileTest {
    @TempDir
    private Path folder;

    @Test
    void aScalarIsReadBack() throws IOException {
        try (EventFile file = EventFile.in(folder.resolve("run"))) {
            file.scalar("loss/training", 300, 0.125);
            file.scalar("größer", -1, Double.NaN);
        }
        List<byte[]> events = records();
        assertEquals("brain.Event:2", text(fields(events.get(0)).get(3)));
        Map<Integer, Object> event = fields(events.get(1));
        assertEquals(System.currentTimeMillis() / 1e3, Double.longBitsToDouble((long) event.get(1)), 60);
        assertEquals(300L, event.get(2));
        Map<Integer, Object> value = fields((byte[]) fields((byte[]) event.get(5)).get(1));
        assertEquals("loss/training", text(value.get(1)));
        assertEquals(0.125f, Float.intBitsToFloat((int) value.get(2)));
        Map<Integer, Object> other = fields(events.get(2));
        assertEquals(-1L, other.get(2));
        assertEquals("größer", text(fields((byte[]) fields((byte[]) other.get(5)).get(1)).get(1)));
    }

    @Test
    void aHistogramCountsEveryFiniteValueOnce() throws IOException {
        float[] values = new float[1001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 100f - 3;
        }
        values[500] = Float.NaN;
        Map<Integer, Object> histogram = histogram(values);
        double[] limits = doubles(histogram.get(6));
        double[] counts = doubles(histogram.get(7));
        assertEquals(-3, number(histogram.get(1)));
        assertEquals(7, number(histogram.get(2)), 1e-6);
        assertEquals(1000, number(histogram.get(3)));
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            assertTrue(i == 0 || limits[i] > limits[i - 1]);
            assertEquals(1000.0 / counts.length, counts[i], 2);
        }
        assertEquals(1000, total);
        assertEquals(7, limits[limits.length - 1], 1e-6);
    }

    @Test
    void histogramsOfOneValueAndOfNone() throws IOException {
        Map<Integer, Object> one = histogram(new float[] {5, 5, 5});
        assertEquals(3, doubles(one.get(7))[29]);
        assertEquals(75, number(one.get(5)));
        assertEquals(0, number(histogram(new float[] {Float.NaN}).get(3)));
    }

    @Test
    void aPictureIsAPng() throws IOException {
        BufferedImage picture = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(4, 2, 0x123456);
        try (EventFile file = EventFile.in(folder.resolve("run"))) {
            file.image("picture", 1, picture);
        }
        Map<Integer, Object> image = fields((byte[]) value(records().get(1)).get(4));
        assertEquals(List.of(3L, 5L, 3L), List.of(image.get(1), image.get(2), image.get(3)));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream((byte[]) image.get(4)));
        assertEquals(0xFF123456, read.getRGB(4, 2));
    }

    /** Published checksums (RFC 3720, B.4), masked by the rule that TensorFlow's record writer documents. */
    @ParameterizedTest
    @CsvSource({"00, 8a9136aa", "ff, 62a8ab43"})
    void checksumsAreCrc32cMasked(String fill, String checksum) {
        byte[] data = new byte[32];
        Arrays.fill(data, (byte) Integer.parseInt(fill, 16));
        int crc = Integer.parseUnsignedInt(checksum, 16);
        assertEquals((crc >>> 15 | crc << 17) + 0xa282ead8, RecordStream.maskedChecksum(data));
    }

    private Map<Integer, Object> histogram(float[] values) throws IOException {
        try (EventFile file = EventFile.in(folder.resolve("run"))) {
            file.histogram("weights", 1, values);
        }
        Map<Integer, Object> histogram = fields((byte[]) value(records().get(1)).get(5));
        try (var files = Files.list(folder.resolve("run"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return histogram;
    }

    private static Map<Integer, Object> value(byte[] event) {
        return fields((byte[]) fields((byte[]) fields(event).get(5)).get(1));
    }

    private List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (var files = Files.list(folder.resolve("run"))) {
            Path file = files.reduce((one, other) -> {
                throw new AssertionError("two files");
            }).orElseThrow();
            assertTrue(file.getFileName().toString().contains("tfevents"), "TensorBoard looks for this part of the name");
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                byte[] length = new byte[8];
                bytes.get(length);
                assertEquals(RecordStream.maskedChecksum(length), bytes.getInt());
                byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
                bytes.get(data);
                assertEquals(RecordStream.maskedChecksum(data), bytes.getInt());
                records.add(data);
            }
        }
        return records;
    }

    /** Fields by number: a long for wire types 0 and 1, an int for 5, bytes for 2. */
    private static Map<Integer, Object> fields(byte[] message) {
        Map<Integer, Object> fields = new TreeMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            long key = varint(bytes);
            fields.put((int) (key >> 3), switch ((int) key & 7) {
                case 0 -> varint(bytes);
                case 1 -> bytes.getLong();
                case 5 -> bytes.getInt();
                case 2 -> {
                    byte[] value = new byte[(int) varint(bytes)];
                    bytes.get(value);
                    yield value;
                }
                default -> throw new AssertionError("wire type " + (key & 7));
            });
        }
        return fields;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static double number(Object bits) {
        return Double.longBitsToDouble((long) bits);
    }

    private static double[] doubles(Object bytes) {
        double[] values = new double[((byte[]) bytes).length / 8];
        ByteBuffer.wrap((byte[]) bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
