package systole.models.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * MNIST's idx files of unsigned bytes, plain or gzip. All numbers are big endian.
 *
 * <pre>
 * images: int32 0x00000803, int32 count, int32 rows, int32 columns, then count * rows * columns bytes
 * labels: int32 0x00000801, int32 count, then count bytes
 * </pre>
 *
 * Nothing is allocated on the word of a header: images are read one by one, until the file ends.
 */
public final class Idx {
    static final int IMAGES = 0x0803;
    static final int LABELS = 0x0801;
    private static final int GZIP = 0x1F8B;

    private Idx() {
    }

    /** All images of a file; throws {@link DataException} with one line that names it. */
    public static List<GreyImage> images(Path file) {
        return read(file, IMAGES, "images", (count, data) -> {
            int rows = data.readInt();
            int columns = data.readInt();
            GreyImage.requireReasonable(file.toString(), columns, rows);
            List<GreyImage> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                images.add(new GreyImage(columns, rows, exactly(rows * columns, data)));
            }
            return images;
        });
    }

    /** All labels of a file, each 0 to 255; throws {@link DataException} with one line that names it. */
    public static List<Integer> labels(Path file) {
        return read(file, LABELS, "labels", (count, data) -> {
            List<Integer> labels = new ArrayList<>();
            for (byte label : exactly(count, data)) {
                labels.add(Byte.toUnsignedInt(label));
            }
            return labels;
        });
    }

    private interface Body<T> {
        T read(int count, DataInputStream data) throws IOException;
    }

    private static <T> T read(Path file, int magic, String what, Body<T> body) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no file " + file);
        }
        try (DataInputStream data = new DataInputStream(open(file))) {
            int found = data.readInt();
            int count = data.readInt();
            if (found != magic || count < 0) {
                throw new DataException("%s is not an idx file of %s: it starts with 0x%08x 0x%08x, not with 0x%08x and a count"
                        .formatted(file, what, found, count, magic));
            }
            T result = body.read(count, data);
            if (data.read() >= 0) {
                throw new DataException("%s has bytes after the %d %s that it declares".formatted(file, count, what));
            }
            return result;
        } catch (EOFException e) {
            throw new DataException("%s ends before the %s that it should hold: it is truncated".formatted(file, what));
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        stream.mark(2);
        int start = stream.read() << 8 | stream.read();
        stream.reset();
        return start == GZIP ? new BufferedInputStream(new GZIPInputStream(stream)) : stream;
    }

    private static byte[] exactly(int count, InputStream data) throws IOException {
        byte[] bytes = data.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
