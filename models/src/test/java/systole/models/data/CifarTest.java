package systole.models.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import systole.graph.Shape;

class CifarTest {
    @TempDir
    private Path folder;

    @Test
    void readsTenClasses() throws IOException {
        for (int batch = 1; batch <= 5; batch++) {
            write("data_batch_%d.bin".formatted(batch), records(1, batch, 9));
        }
        write("test_batch.bin", records(1, 0, 3, 7));
        ImageSplit split = DataSets.read(folder.toString(), Shape.map(3, 32, 32), Unreadable.STOP);
        assertEquals(List.of(1, 9, 2, 9, 3, 9, 4, 9, 5, 9), split.training().labels());
        assertEquals(List.of(0, 3, 7), split.test().labels());
        assertEquals(Shape.map(3, 32, 32), split.test().shape());
        assertEquals(List.of((byte) 7, (byte) -116, (byte) 6), List.of(split.test().pixels().get(2)[0], split.test().pixels().get(2)[133],
                split.test().pixels().get(2)[3071]), "red, further on, and the last blue");
    }

    @Test
    void readsAHundredClassesByTheFineLabel() throws IOException {
        write("train.bin", records(2, 99));
        write("test.bin", records(2, 98, 0));
        ImageSplit split = Cifar.HUNDRED.read(folder);
        assertEquals(List.of(99), split.training().labels());
        assertEquals(List.of(98, 0), split.test().labels());
        assertEquals(98, split.test().pixels().getFirst()[0]);
    }

    @Test
    void whatDoesNotFitIsOneLine() throws IOException {
        write("train.bin", records(2, 4));
        write("test.bin", Arrays.copyOf(records(2, 4), 3073));
        assertMessage("%s has 3,073 bytes, and not a multiple of 3,074: it is truncated or no file of CIFAR-100".formatted(folder.resolve("test.bin")));
        write("test.bin", records(2, 4, 100));
        assertMessage("%s gives image 1 the label 100; CIFAR-100 has 0 to 99".formatted(folder.resolve("test.bin")));
        write("test.bin", new byte[0]);
        assertMessage("%s has 0 bytes, and not a multiple of 3,074: it is truncated or no file of CIFAR-100".formatted(folder.resolve("test.bin")));
        Files.delete(folder.resolve("train.bin"));
        assertMessage("there is no file " + folder.resolve("train.bin"));
    }

    private void assertMessage(String message) {
        assertEquals(message, assertThrows(DataException.class, () -> Cifar.HUNDRED.read(folder)).getMessage());
    }

    /** Images whose value i is label + i. */
    private static byte[] records(int labelBytes, int... labels) {
        byte[] bytes = new byte[labels.length * (labelBytes + 3072)];
        for (int image = 0; image < labels.length; image++) {
            int at = image * (labelBytes + 3072);
            bytes[at + labelBytes - 1] = (byte) labels[image];
            for (int i = 0; i < 3072; i++) {
                bytes[at + labelBytes + i] = (byte) (labels[image] + i);
            }
        }
        return bytes;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
