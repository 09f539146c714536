package systole.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import systole.models.data.DrawnDigits;
import systole.models.data.LabelledImages;

/** Drawn digits in files as MNIST has them. */
public final class DigitFiles {
    private static final int PIXELS = 28 * 28;

    private DigitFiles() {
    }

    /** Writes so many images and their labels to a folder that exists. */
    public static void write(Path folder, int seed, int count) throws IOException {
        LabelledImages digits = DrawnDigits.of(seed, count);
        ByteBuffer images = ByteBuffer.allocate(16 + count * PIXELS).putInt(0x803).putInt(count).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            images.put(digits.images().get(i).pixels());
            labels.put(digits.labels().get(i).byteValue());
        }
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels.array());
    }
}
