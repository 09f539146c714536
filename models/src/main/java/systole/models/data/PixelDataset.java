package systole.models.data;

import systole.nn.Dataset;

/**
 * Images as a network takes them.
 *
 * @param images the pixels, from which each image is made anew whenever it is read
 */
public record PixelDataset(PixelImages images, Normalisation normalisation) implements Dataset {
    @Override
    public int size() {
        return images.size();
    }

    @Override
    public float[] image(int index) {
        return normalisation.apply(images.pixels().get(index), images.shape().channels());
    }

    @Override
    public int label(int index) {
        return images.labels().get(index);
    }
}
