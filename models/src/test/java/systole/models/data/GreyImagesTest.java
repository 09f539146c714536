package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreyImagesTest {
    @TempDir
    private Path folder;

    @Test
    void greyPngKeepsItsValues() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 100, 128, 254, 255});
        assertArrayEquals(new byte[] {0, 1, 100, (byte) 128, (byte) 254, (byte) 255}, read(picture(image, "png")).pixels());
    }

    @Test
    void deepGreyPngKeepsItsHighByte() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {0x80FF, 0xFFFF});
        assertArrayEquals(new byte[] {(byte) 0x80, (byte) 0xFF}, read(picture(image, "png")).pixels());
    }

    @Test
    void coloursBecomeLumaOverWhitePaper() throws IOException {
        BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 5, 1, new int[] {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0x00000000, 0x80000000}, 0, 5);
        assertArrayEquals(new byte[] {76, (byte) 150, 29, (byte) 255, 127}, read(picture(image, "png")).pixels());
    }

    @Test
    void readsJpeg() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 16, 8, fill(128, 200));
        GreyImage read = read(picture(image, "jpeg"));
        assertEquals(16, read.width());
        assertEquals(200, read.at(9, 4), 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2 3 1 255 0 7 255", "P2\n# by hand\n3 # columns\n1\n255\n0\n7\n255\n", "P5 3 1 255\n\0\7\u00FF"})
    void readsPgm(String text) throws IOException {
        GreyImage image = read(write(text.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(3, image.width());
        assertArrayEquals(new byte[] {0, 7, (byte) 255}, image.pixels());
    }

    @Test
    void scalesPgmOfAnotherMaximum() throws IOException {
        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255}, read(write("P2 3 1 2 0 1 2".getBytes(StandardCharsets.US_ASCII))).pixels());
        assertArrayEquals(new byte[] {(byte) 128, (byte) 255}, read(write("P5 2 1 65535\n\u0080\u0080\u00FF\u00FF".getBytes(StandardCharsets.ISO_8859_1))).pixels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "P5 3 2 255 12345 | ends before its last pixel: it is truncated",
        "P2 3 2 255 1 2 3 4 5 | ends before its last pixel: it is truncated",
        "P5 3 | ends before its last pixel: it is truncated",
        "P5 99999 99999 255 1 | declares a picture of 99999 x 99999; from 1 to 67,108,864 pixels can be read",
        "P5 0 3 255 1 | declares a picture of 0 x 3; from 1 to 67,108,864 pixels can be read",
        "P5 1 1 0 1 | declares a maximum of 0; PGM has 1 to 65535",
        "P2 1 1 9 10 | has a pixel of 10 above its maximum of 9",
        "P2 1 x 255 1 | is not a PGM file: byte 5 belongs to no number from 0 to 2147483647",
        "P2 1 -1 255 1 | is not a PGM file: byte 5 belongs to no number from 0 to 2147483647",
        "P2 1 99999999999 255 1 | is not a PGM file: byte 15 belongs to no number from 0 to 2147483647",
        "GIF89a and more | is not a PNG, JPEG, PGM or idx file",
        "P6 | is not a PNG, JPEG, PGM or idx file",
    })
    void brokenFilesAreOneLineThatNamesThem(String text, String why) throws IOException {
        assertError(write(text.getBytes(StandardCharsets.US_ASCII)), why);
    }

    @Test
    void emptyAndMissingFilesAreNamed() throws IOException {
        assertError(write(new byte[0]), "is not a PNG, JPEG, PGM or idx file");
        assertEquals("there is no file nowhere.png", assertThrows(DataException.class, () -> GreyImages.read(Path.of("nowhere.png"))).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void truncatedPicturesAreRefused(String format) throws IOException {
        byte[] whole = Files.readAllBytes(picture(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format));
        int lastPixels = whole.length - 16; // what follows in a PNG is no longer picture
        for (int length = 0; length < lastPixels; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            String message = assertThrows(DataException.class, () -> GreyImages.read(file), "after %d bytes".formatted(length)).getMessage();
            assertTrue(message.startsWith(file.toString()) && message.lines().count() == 1, message);
        }
    }

    @Test
    void hugePngIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] bytes = Files.readAllBytes(picture(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png"));
        ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 12, 17);
        ByteBuffer.wrap(bytes).putInt(29, (int) checksum.getValue());
        assertError(write(bytes), "declares a picture of 100000 x 100000; from 1 to 67,108,864 pixels can be read");
    }

    @Test
    void readsEveryImageOfAnIdxFile() throws IOException {
        byte[] idx = ByteBuffer.allocate(22).putInt(Idx.IMAGES).putInt(3).putInt(2).putInt(1).put(new byte[] {1, 2, 3, 4, 5, 6}).array();
        assertEquals(3, GreyImages.read(write(idx)).size());
    }

    private static void assertError(Path file, String why) {
        assertEquals(file + " " + why, assertThrows(DataException.class, () -> GreyImages.read(file)).getMessage());
    }

    private static GreyImage read(Path file) {
        assertEquals(1, GreyImages.read(file).size());
        return GreyImages.read(file).getFirst();
    }

    private Path picture(BufferedImage image, String format) throws IOException {
        Path file = Files.createTempFile(folder, "picture", "");
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", ""), bytes);
    }

    private static int[] fill(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
