package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.graph.Shape;

class ImageFolderTest {
    private static final Shape COLOUR = Shape.map(3, 2, 2);

    @TempDir
    private Path folder;

    @Test
    void foldersAreClassesByName() throws IOException {
        for (int i = 0; i < 6; i++) {
            picture("cats/%d.png".formatted(i), 2, 2, Color.RED);
            picture("ants/%d.JPG".formatted(i), 2, 2, Color.BLUE);
        }
        Files.writeString(folder.resolve("cats/notes.txt"), "no picture");
        ImageSplit split = DataSets.read(folder.toString(), COLOUR, Unreadable.STOP);
        assertEquals(List.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1), split.training().labels());
        assertEquals(List.of(0, 1), split.test().labels());
        assertArrayEquals(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0}, split.training().pixels().getLast(), "red, then green, then blue");
        assertEquals(255, Byte.toUnsignedInt(split.training().pixels().getFirst()[9]), 3, "JPEG is not exact");
    }

    @Test
    void partsMayHaveFoldersOfTheirOwn() throws IOException {
        picture("train/a/1.png", 2, 2, Color.WHITE);
        picture("train/b/1.png", 2, 2, Color.BLACK);
        picture("test/a/2.png", 2, 2, Color.WHITE);
        picture("test/b/2.png", 2, 2, Color.GRAY);
        ImageSplit split = new ImageFolder(folder, Shape.map(1, 2, 2), Unreadable.STOP).read();
        assertEquals(List.of(0, 1), split.training().labels());
        assertArrayEquals(new byte[] {-128, -128, -128, -128}, split.test().pixels().getLast());
        picture("train/c/1.png", 2, 2, Color.BLACK);
        String message = assertThrows(DataException.class, () -> new ImageFolder(folder, COLOUR, Unreadable.SKIP).read()).getMessage();
        assertTrue(message.endsWith(" do not have the same classes: [a, b, c] and [a, b]"), message);
    }

    @Test
    void sizesAreBroughtToTheNetworks() throws IOException {
        BufferedImage wide = new BufferedImage(9, 4, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = wide.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 4, 2);
        write("a/wide.png", wide);
        byte[] pixels = new ImageFolder(folder, COLOUR, Unreadable.STOP).read().training().pixels().getFirst();
        assertArrayEquals(new byte[] {(byte) 191, 0, 0, 0}, Arrays.copyOf(pixels, 4), "columns 2.5 to 6.5 are used; of 2.5 to 4.5, 1.5 are white");
    }

    @Test
    void unreadableImagesAreSkippedOrStop() throws IOException {
        picture("a/1.png", 2, 2, Color.RED);
        byte[] whole = Files.readAllBytes(folder.resolve("a/1.png"));
        Path damaged = Files.write(folder.resolve("a/0.png"), Arrays.copyOf(whole, whole.length / 2));
        Path other = Files.writeString(folder.resolve("a/2.png"), "no picture");
        ImageSplit split = new ImageFolder(folder, COLOUR, Unreadable.SKIP).read();
        assertEquals(1, split.training().size());
        assertEquals(2, split.skipped().size());
        assertTrue(split.skipped().getFirst().startsWith(damaged + " is damaged: "), split.skipped().toString());
        assertEquals(other + " is not a PNG or JPEG file", split.skipped().getLast());
        String message = assertThrows(DataException.class, () -> new ImageFolder(folder, COLOUR, Unreadable.STOP).read()).getMessage();
        assertEquals(split.skipped().getFirst(), message);
    }

    @Test
    void foldersWithoutImagesAreNamed() throws IOException {
        assertEquals("%s has no folders: images lie in one folder for each class".formatted(folder),
                assertThrows(DataException.class, () -> new ImageFolder(folder, COLOUR, Unreadable.SKIP).read()).getMessage());
        Files.createDirectory(folder.resolve("a"));
        assertTrue(assertThrows(DataException.class, () -> new ImageFolder(folder, COLOUR, Unreadable.SKIP).read()).getMessage().contains("has no image"));
        assertEquals("there is no folder nowhere, and no data set of that name; there is: drawn",
                assertThrows(DataException.class, () -> DataSets.read("nowhere", COLOUR, Unreadable.STOP)).getMessage());
        assertThrows(DataException.class, () -> new ImageFolder(folder, Shape.map(2, 4, 4), Unreadable.SKIP));
    }

    private void picture(String name, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        write(name, image);
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, format, file.toFile()));
    }
}
