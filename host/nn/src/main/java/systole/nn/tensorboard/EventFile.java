package systole.nn.tensorboard;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A file of TensorFlow's Event messages, one in each {@link RecordStream record}. Fields that are written:
 *
 * <pre>
 * Event           1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary (Summary)
 * Summary         1 value (Value, repeated)
 * Value           1 tag (string), 2 simple_value (float), 4 image (Image), 5 histo (HistogramProto)
 * Image           1 height, 2 width, 3 colorspace (int32; 1 grey, 3 RGB), 4 encoded_image_string (PNG)
 * HistogramProto  1 min, 2 max, 3 num, 4 sum, 5 sum_squares (double), 6 bucket_limit, 7 bucket (double, packed)
 * </pre>
 *
 * Failures are {@link UncheckedIOException}.
 */
public final class EventFile implements AutoCloseable {
    private final OutputStream stream;

    private EventFile(OutputStream stream) {
        this.stream = stream;
    }

    /** A new file in that folder, which is made where it is missing; TensorBoard is then given the folder. */
    public static EventFile in(Path folder) {
        try {
            Files.createDirectories(folder);
            String name = "events.out.tfevents.%010d.%d.systole".formatted(System.currentTimeMillis() / 1000, ProcessHandle.current().pid());
            EventFile file = new EventFile(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name))));
            file.write(event(0).text(3, "brain.Event:2"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number. */
    public void scalar(String tag, long step, double value) {
        summary(step, value(tag).real(2, (float) value));
    }

    /** How values are spread. */
    public void histogram(String tag, long step, float[] values) {
        summary(step, value(tag).message(5, Histogram.of(values).message()));
    }

    /** A picture, grey or RGB. */
    public void image(String tag, long step, BufferedImage picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        summary(step, value(tag).message(4, new ProtoMessage().integer(1, picture.getHeight()).integer(2, picture.getWidth())
                .integer(3, picture.getRaster().getNumBands()).raw(4, png.toByteArray())));
    }

    /** Lets others read what was written so far. */
    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProtoMessage event(long step) {
        return new ProtoMessage().real(1, System.currentTimeMillis() / 1e3).integer(2, step);
    }

    private static ProtoMessage value(String tag) {
        return new ProtoMessage().text(1, tag);
    }

    private void summary(long step, ProtoMessage value) {
        write(event(step).message(5, new ProtoMessage().message(1, value)));
    }

    private void write(ProtoMessage event) {
        try {
            new RecordStream(stream).write(event.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
