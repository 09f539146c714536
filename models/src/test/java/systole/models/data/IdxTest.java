package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    private Path folder;

    private static byte[] images() {
        return bytes(Idx.IMAGES, 2, 1, 3, new byte[] {0, 1, (byte) 255, 7, 8, 9});
    }

    @Test
    void readsImagesPlainAndGzip() throws IOException {
        for (Path file : List.of(write(images()), write(gzip(images())))) {
            List<GreyImage> images = Idx.images(file);
            assertEquals(2, images.size());
            assertEquals(3, images.getFirst().width());
            assertEquals(255, images.getFirst().at(2, 0));
            assertArrayEquals(new byte[] {7, 8, 9}, images.getLast().pixels());
        }
    }

    @Test
    void readsLabels() throws IOException {
        byte[] labels = ByteBuffer.allocate(11).putInt(Idx.LABELS).putInt(3).put(new byte[] {4, 0, (byte) 200}).array();
        assertEquals(List.of(4, 0, 200), Idx.labels(write(labels)));
    }

    @Test
    void everyTruncationIsNamed() throws IOException {
        byte[] whole = images();
        for (int length = 0; length < whole.length; length++) {
            assertImagesError("%s ends before the images that it should hold: it is truncated", Arrays.copyOf(whole, length));
        }
        byte[] packed = gzip(whole);
        assertImagesError("%s ends before the images that it should hold: it is truncated", Arrays.copyOf(packed, packed.length - 9));
    }

    @Test
    void hostileSizesAllocateNothing() throws IOException {
        assertImagesError("%s ends before the images that it should hold: it is truncated", bytes(Idx.IMAGES, Integer.MAX_VALUE, 8192, 8192, new byte[5]));
        assertImagesError("%s declares a picture of 65536 x 65536; from 1 to 67,108,864 pixels can be read", bytes(Idx.IMAGES, 1, 65536, 65536, new byte[5]));
        assertImagesError("%s declares a picture of -1 x 28; from 1 to 67,108,864 pixels can be read", bytes(Idx.IMAGES, 1, 28, -1, new byte[5]));
        Path labels = write(ByteBuffer.allocate(8).putInt(Idx.LABELS).putInt(Integer.MAX_VALUE).array());
        assertEquals(labels + " ends before the labels that it should hold: it is truncated",
                assertThrows(DataException.class, () -> Idx.labels(labels)).getMessage());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertImagesError("%s is not an idx file of images: it starts with 0x00000801 0x00000002, not with 0x00000803 and a count",
                bytes(Idx.LABELS, 2, 1, 3, new byte[6]));
        assertImagesError("%s is not an idx file of images: it starts with 0x00000803 0xffffffff, not with 0x00000803 and a count",
                bytes(Idx.IMAGES, -1, 1, 3, new byte[6]));
        assertImagesError("%s has bytes after the 2 images that it declares", bytes(Idx.IMAGES, 2, 1, 3, new byte[7]));
        assertImagesError("%s cannot be read: Unsupported compression method", new byte[] {0x1F, (byte) 0x8B, 0, 0, 0, 0, 0, 0, 0, 0});
        assertEquals("there is no file nowhere", assertThrows(DataException.class, () -> Idx.images(Path.of("nowhere"))).getMessage());
    }

    private void assertImagesError(String message, byte[] bytes) throws IOException {
        Path file = write(bytes);
        assertEquals(message.formatted(file), assertThrows(DataException.class, () -> Idx.images(file)).getMessage());
    }

    private static byte[] bytes(int magic, int count, int rows, int columns, byte[] pixels) {
        return ByteBuffer.allocate(16 + pixels.length).putInt(magic).putInt(count).putInt(rows).putInt(columns).put(pixels).array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(bytes);
        }
        return packed.toByteArray();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "idx", ""), bytes);
    }
}
