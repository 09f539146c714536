package systole.models.data;

import java.nio.file.Path;
import systole.graph.Shape;

/** Pictures of the user's own as inputs of networks of any size. */
public final class NetworkImages {
    private NetworkImages() {
    }

    /**
     * A PNG or JPEG file: the piece in its middle that has the shape's proportions, scaled to its size. Throws {@link DataException} with one line that
     * names the file.
     *
     * @param shape 1xHxW for grey, 3xHxW for red, green and blue
     */
    public static float[] read(Path file, Shape shape, Normalisation normalisation) {
        if (!shape.isMap() || shape.channels() != 1 && shape.channels() != 3) {
            throw new DataException("%s makes 1xHxW or 3xHxW, not %s".formatted(file, shape));
        }
        return normalisation.apply(PixelPlanes.of(PictureFile.read(file), shape), shape.channels());
    }
}
