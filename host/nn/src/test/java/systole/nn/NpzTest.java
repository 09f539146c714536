package systole.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systole.graph.Shape;

class NpzTest {
    @TempDir
    private Path folder;

    private static Parameters example() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z.weight", new Tensor(Shape.of(2, 1, 3), new float[] {1, -2.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NaN}));
        tensors.put("a.bias", new Tensor(Shape.vector(1), new float[] {Float.NEGATIVE_INFINITY}));
        tensors.put("long", Tensor.zeros(Shape.vector(40_001)));
        return new Parameters(tensors);
    }

    @Test
    void readsWhatItWroteBitForBitAndInOrder() throws IOException {
        Path file = folder.resolve("w.npz");
        Npz.write(file, example());
        Parameters read = Npz.read(file);
        assertEquals(List.of("z.weight", "a.bias", "long"), List.copyOf(read.tensors().keySet()));
        example().tensors().forEach((name, tensor) -> {
            assertEquals(tensor.shape(), read.get(name).shape());
            assertArrayEquals(tensor.values(), read.get(name).values());
        });
        byte[] first = Files.readAllBytes(file);
        Npz.write(file, example());
        assertArrayEquals(first, Files.readAllBytes(file), "equal weights make equal files");
    }

    @Test
    void writesWhatNumPyDocuments() throws IOException {
        Path file = folder.resolve("w.npz");
        Npz.write(file, example());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] npy = zip.getInputStream(zip.getEntry("a.bias.npy")).readAllBytes();
            assertEquals("\u0093NUMPY\u0001\u0000", new String(npy, 0, 8, StandardCharsets.ISO_8859_1));
            int length = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
            assertEquals(0, (10 + length) % 64);
            String header = new String(npy, 10, length, StandardCharsets.US_ASCII);
            assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", header.strip());
            assertTrue(header.endsWith(" \n"));
            assertEquals(10 + length + 4, npy.length);
        }
    }

    @Test
    void readsDoublesAndLaterVersions() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).putDouble(-3);
        assertArrayEquals(new float[] {0.1f, -3}, Npz.read(file(2, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }", data.array()))
                .get("a").values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), } | 16 | its data type is <i8; <f4 and <f8 are read",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), } | 8 | its header is not that of a row-major array: {'descr': '<f4', 'fortran_order': True, 'shape': (2,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), } | 4 | a shape needs at least one extent",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), } | 4 | a shape needs extents of at least 1 with a product below 2^31, not [2, 0]",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (536870911,), } | 4 | it ends after 4 of 2,147,483,644 bytes",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (536870911,), } | 4 | 536870911 values are more than the 2 GiB that can be read",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), } | 4 | a shape needs extents of at least 1 with a product below 2^31, not [65536, 65536]",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), } | 4 | its shape (99999999999,) is too large",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } | 9 | there are bytes after its 2 values",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } | 7 | it ends after 7 of 8 bytes",
        "nonsense | 0 | its header is not that of a row-major array: nonsense",
    })
    void hostileHeadersAreOneLineThatNamesTheFile(String header, int dataBytes, String why) throws IOException {
        Path file = file(1, header, new byte[dataBytes]);
        assertEquals("weights %s are not a readable npz file: array a: %s".formatted(file, why),
                assertThrows(WeightsException.class, () -> Npz.read(file)).getMessage());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "no zip file");
        assertTrue(assertThrows(WeightsException.class, () -> Npz.read(file)).getMessage().startsWith("weights " + file));
        assertEquals("there is no weights file nowhere", assertThrows(WeightsException.class, () -> Npz.read(Path.of("nowhere"))).getMessage());
        Path other = zip("picture.png", new byte[3]);
        assertEquals("weights %s are not a readable npz file: its entry 'picture.png' is no .npy file".formatted(other),
                assertThrows(WeightsException.class, () -> Npz.read(other)).getMessage());
    }

    /** Whatever bytes are damaged: either the file is read, or one line tells why not. */
    @Test
    void damageIsAlwaysOneLine() throws IOException {
        Path file = folder.resolve("w.npz");
        Npz.write(file, new Parameters(Map.of("w", new Tensor(Shape.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}))));
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = i < whole.length ? Arrays.copyOf(whole, i) : whole.clone();
            for (int change = random.nextInt(1, 4); change > 0 && damaged.length > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                Npz.read(file);
            } catch (WeightsException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertTrue(e.getMessage().startsWith("weights " + file), e.getMessage());
            }
        }
    }

    private Path file(int version, String header, byte[] data) throws IOException {
        ByteArrayOutputStream npy = new ByteArrayOutputStream();
        npy.write(0x93);
        npy.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
        npy.write(new byte[] {(byte) version, 0, (byte) header.length(), 0});
        npy.write(new byte[version == 1 ? 0 : 2]);
        npy.write(header.getBytes(StandardCharsets.US_ASCII));
        npy.write(data);
        return zip("a.npy", npy.toByteArray());
    }

    private Path zip(String entry, byte[] bytes) throws IOException {
        Path file = folder.resolve("hostile.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes);
        }
        return file;
    }
}
