package systole.tests;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import systole.models.data.GreyImage;

/** Encodes pictures as the kinds of file that users have. */
enum ImageFiles {
    PNG {
        @Override
        byte[] encode(List<GreyImage> images) {
            return compressed(images.getFirst(), "png");
        }
    },
    JPEG {
        @Override
        byte[] encode(List<GreyImage> images) {
            return compressed(images.getFirst(), "jpeg");
        }
    },
    PGM {
        @Override
        byte[] encode(List<GreyImage> images) {
            GreyImage image = images.getFirst();
            return written(out -> {
                out.write("P5\n%d %d\n255\n".formatted(image.width(), image.height()).getBytes(StandardCharsets.US_ASCII));
                out.write(image.pixels());
            });
        }
    },
    IDX {
        @Override
        byte[] encode(List<GreyImage> images) {
            return written(out -> {
                out.writeInt(0x0803);
                out.writeInt(images.size());
                out.writeInt(images.getFirst().height());
                out.writeInt(images.getFirst().width());
                for (GreyImage image : images) {
                    out.write(image.pixels());
                }
            });
        }
    },
    IDX_GZ {
        @Override
        byte[] encode(List<GreyImage> images) {
            return written(out -> {
                try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
                    zipped.write(IDX.encode(images));
                }
            });
        }
    };

    /** A file's bytes. Kinds that hold one picture take the first. */
    abstract byte[] encode(List<GreyImage> images);

    /** Whether a file may hold several pictures. */
    boolean holdsMany() {
        return this == IDX || this == IDX_GZ;
    }

    private interface Writer {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] compressed(GreyImage image, String format) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, image.width(), image.height(), image.pixels());
        return written(out -> ImageIO.write(picture, format, out));
    }
}
