package systole.models.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads PNG and JPEG files by the JDK's ImageIO, after a look at their size. */
final class PictureFile {
    private PictureFile() {
    }

    /** The picture, whole; throws {@link DataException} with one line that names the file. */
    static BufferedImage read(Path file) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DataException(file + " is not a PNG or JPEG file");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream);
                GreyImage.requireReasonable(file.toString(), reader.getWidth(0), reader.getHeight(0));
                return readWhole(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // ImageIO's readers let go of an index where a damaged file leads them astray.
            throw new DataException("%s is damaged: %s".formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** The JPEG reader fills what is missing of a truncated picture with grey, and no more than warns. */
    private static BufferedImage readWhole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty()) {
            throw new IOException(warnings.getFirst());
        }
        return image;
    }
}
