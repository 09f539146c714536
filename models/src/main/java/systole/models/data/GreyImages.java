package systole.models.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads pictures from files of any kind the project knows; the kind is told by the first bytes, not by the name. */
public final class GreyImages {
    private GreyImages() {
    }

    /** One picture from a PNG, JPEG or PGM file, all of an idx file's; throws {@link DataException} with one line that names the file. */
    public static List<GreyImage> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no file " + file);
        }
        try {
            return switch (kind(file)) {
                case IDX -> Idx.images(file);
                case PGM -> List.of(Pgm.parse(file.toString(), Files.readAllBytes(file)));
                case PNG_OR_JPEG -> List.of(grey(PictureFile.read(file)));
                case UNKNOWN -> throw new DataException(file + " is not a PNG, JPEG, PGM or idx file");
            };
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private enum Kind {
        IDX, PGM, PNG_OR_JPEG, UNKNOWN
    }

    private static Kind kind(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(4);
            return switch (start.length < 4 ? 0 : (start[0] & 0xFF) << 8 | start[1] & 0xFF) {
                case 'P' << 8 | '2', 'P' << 8 | '5' -> Kind.PGM;
                case 0x8950, 0xFFD8 -> Kind.PNG_OR_JPEG;
                case 0x1F8B -> Kind.IDX;
                case 0 -> start.length == 4 && start[2] == 8 ? Kind.IDX : Kind.UNKNOWN;
                default -> Kind.UNKNOWN;
            };
        }
    }

    private static GreyImage grey(BufferedImage image) {
        byte[] pixels = new byte[image.getWidth() * image.getHeight()];
        boolean samples = isGrey(image);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % image.getWidth();
            int y = i / image.getWidth();
            pixels[i] = (byte) (samples ? sample(image, x, y) : luma(image.getRGB(x, y)));
        }
        return new GreyImage(image.getWidth(), image.getHeight(), pixels);
    }

    /** Whether there is one value a pixel, and that a grey one. */
    static boolean isGrey(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel && image.getRaster().getNumBands() == 1;
    }

    /** The stored value of a picture with one band: getRGB would take grey for linear light, and brighten it. */
    static int sample(BufferedImage image, int x, int y) {
        int sample = image.getRaster().getSample(x, y, 0);
        return image.getRaster().getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? sample >> 8 : sample;
    }

    /** Rec. 601 luma over white paper. */
    static int luma(int argb) {
        int alpha = argb >>> 24;
        int luma = (299 * (argb >> 16 & 0xFF) + 587 * (argb >> 8 & 0xFF) + 114 * (argb & 0xFF) + 500) / 1000;
        return (luma * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
