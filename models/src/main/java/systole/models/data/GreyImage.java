package systole.models.data;

/**
 * A grey picture.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param pixels row-major, unsigned: 0 is black, 255 white
 */
public record GreyImage(int width, int height, byte[] pixels) {
    /** Pixels of the largest picture that is read from a file. */
    static final int LARGEST = 1 << 26;

    public GreyImage {
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException("%d pixels are no picture of %d x %d".formatted(pixels.length, width, height));
        }
    }

    /** The grey value of a pixel, 0 to 255. */
    public int at(int x, int y) {
        return Byte.toUnsignedInt(pixels[y * width + x]);
    }

    /** Throws {@link DataException} that names the file where a picture of that size should not be allocated. */
    static void requireReasonable(String file, long width, long height) {
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST || width * height > LARGEST) {
            throw new DataException("%s declares a picture of %d x %d; from 1 to %,d pixels can be read".formatted(file, width, height, LARGEST));
        }
    }
}
