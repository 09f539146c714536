package systole.cli;

import java.nio.file.Path;
import systole.models.Models;
import systole.models.data.GreyImages;
import systole.models.data.PixelImages;
import systole.models.recipe.Recipe;
import systole.nn.Dataset;

/**
 * The image that a network is watched at.
 *
 * @param recipe which tells how images become the network's numbers
 * @param images that numbers stand for
 */
record LookedAt(Recipe recipe, Dataset images) {
    /** By its number among the images, or a picture's file; throws {@link IllegalArgumentException} where it is neither. */
    float[] image(String numberOrFile) {
        if (!numberOrFile.matches("\\d{1,9}")) {
            return picture(Path.of(numberOrFile));
        }
        int number = Integer.parseInt(numberOrFile);
        if (number >= images.size()) {
            throw new IllegalArgumentException("there is no image %d: they are numbered from 0 to %d".formatted(number, images.size() - 1));
        }
        return images.image(number);
    }

    /** Framed as the model's training images were, where that is known; else scaled to the network's input. */
    private float[] picture(Path file) {
        String name = recipe.graph().name();
        if (Models.isTrained(name)) {
            return Models.trained(name).prepare(GreyImages.read(file).getFirst());
        }
        return recipe.dataset(PixelImages.read(file, recipe.graph().input().output())).image(0);
    }
}
