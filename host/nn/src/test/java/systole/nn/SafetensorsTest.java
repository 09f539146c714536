package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import systole.graph.Shape;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private static Parameters example() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z.weight", new Tensor(Shape.of(2, 1, 3), new float[] {1, -2.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NaN}));
        tensors.put("a.bias", new Tensor(Shape.vector(1), new float[] {Float.NEGATIVE_INFINITY}));
        return new Parameters(tensors);
    }

    @Test
    void readsWhatItWroteBitForBitAndInOrder() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, example());
        Parameters read = Safetensors.read(file);
        assertEquals(List.of("z.weight", "a.bias"), List.copyOf(read.tensors().keySet()));
        example().tensors().forEach((name, tensor) -> {
            assertEquals(tensor.shape(), read.get(name).shape());
            assertArrayEquals(tensor.values(), read.get(name).values());
        });
        assertEquals(List.of(file), list(), "nothing else is left in the folder");
    }

    @Test
    void startsItsValuesAtAMultipleOfEight() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, example());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0, bytes.getLong(0) % 8);
        assertEquals(8 + bytes.getLong(0) + 7 * 4, bytes.capacity());
        assertEquals(1f, bytes.getFloat((int) (8 + bytes.getLong(0))));
    }

    @Test
    void readsTensorsInAnyOrderAndSkipsMetadata() {
        Parameters read = Safetensors.read(file("""
                {"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},
                 "a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", 8));
        assertEquals(List.of("b", "a"), List.copyOf(read.tensors().keySet()));
        assertEquals(1, read.get("b").values()[0], "the second float of the data");
        assertEquals(0, read.get("a").values()[0]);
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("full");
        Files.createDirectories(file.resolve("inside"));
        String message = assertThrows(WeightsException.class, () -> Safetensors.write(file, example()), "a folder is in the way").getMessage();
        assertTrue(message.startsWith("weights %s cannot be written: ".formatted(file)), message);
        assertEquals(List.of(file), list());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | tensor a of 3 needs 12 bytes, but its offsets are [0,8]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 8 | tensor a lies at bytes 4 to 12, but byte 0 of 8 is next",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}} | 8 | tensor a lies at bytes 0 to 16, but byte 0 of 8 is next",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | tensor b lies at bytes 4 to 12, but byte 8 of 12 is next",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 9 | 5 of its 9 data bytes belong to no tensor",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | 4 | tensor a has data type 'F16', and only F32 is read",
        "{\"a\":7} | 0 | tensor a has data type '', and only F32 is read",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | 8 | tensor a of 2 needs 8 bytes, but its offsets are [0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | 8 | tensor a of 2 needs 8 bytes, but its offsets are [-8,0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[536870911],\"data_offsets\":[0,2147483644]}} | 8 | tensor a lies at bytes 0 to 2,147,483,644, but byte 0 of 8 is next",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967297],\"data_offsets\":[0,4]}} | 4 | tensor a: a shape needs extents of at least 1 with a product below 2^31, not [-1]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}} | 0 | tensor a: a shape needs extents of at least 1 with a product below 2^31, not [65536, 65536]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} | 4 | tensor a: a shape needs at least one extent",
        "[1] | 0 | its header is not a JSON object",
    })
    void hostileHeadersAreOneLineThatNamesTheFile(String header, int dataBytes, String why) {
        Path file = file(header, dataBytes);
        assertMessage(file, "weights %s are not a readable safetensors file: %s".formatted(file, why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "nonsense", "{\"a\":1,\"a\":2}"})
    void brokenJsonIsOneLine(String header) {
        Path file = file(header, 0);
        String message = assertThrows(WeightsException.class, () -> Safetensors.read(file)).getMessage();
        assertTrue(message.startsWith("weights %s are not a readable safetensors file: its header is not JSON: ".formatted(file)), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void nestingWithoutEndIsRefused() {
        Path file = file("[".repeat(100_000), 0);
        assertThrows(WeightsException.class, () -> Safetensors.read(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 100, Long.MAX_VALUE, Long.MIN_VALUE, 0x1_0000_0002L})
    void headerLengthsThatDoNotFitAreRefused(long length) throws IOException {
        Path file = folder.resolve("length");
        Files.write(file, ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put((byte) '{').put((byte) '}').array());
        assertMessage(file, "weights %s are not a readable safetensors file: its header's length does not fit its 10 bytes".formatted(file));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, example());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(WeightsException.class, () -> Safetensors.read(file), "after %d bytes".formatted(length));
        }
    }

    @Test
    void missingFoldersAreNamed() {
        Path file = folder.resolve("none").resolve("w.safetensors");
        assertEquals("weights %s cannot be written: there is no folder %s".formatted(file, file.getParent()),
                assertThrows(WeightsException.class, () -> Safetensors.write(file, example())).getMessage());
    }

    @Test
    void missingFilesAreNamed() {
        assertMessage(folder.resolve("none"), "there is no weights file " + folder.resolve("none"));
        assertMessage(folder, "there is no weights file " + folder);
    }

    private static void assertMessage(Path file, String message) {
        assertEquals(message, assertThrows(WeightsException.class, () -> Safetensors.read(file)).getMessage());
    }

    /** A file with that header, and floats 0, 1, 2 ... as data. */
    private Path file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
        for (int i = 0; bytes.remaining() >= 4; i++) {
            bytes.putFloat(i);
        }
        try {
            return Files.write(folder.resolve("hostile"), bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
