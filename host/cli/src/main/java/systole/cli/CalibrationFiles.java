package systole.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import systole.graph.Shape;
import systole.models.data.DataSets;
import systole.models.data.NetworkImages;
import systole.models.data.Normalisation;
import systole.models.data.PixelDataset;
import systole.models.data.Unreadable;
import systole.onnx.tensor.TensorFile;

/**
 * Images for calibration: pictures and tensors in a folder, or the first training images of a data set.
 *
 * @param shape of the network's input
 * @param normalisation how pictures become numbers; tensors are taken as they are
 * @param limit how many at most
 */
record CalibrationFiles(Shape shape, Normalisation normalisation, int limit) {
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg");
    private static final List<String> TENSORS = List.of(".npy", ".pb");

    /** The images; throws {@link IllegalArgumentException} where there are none, or one does not fit. */
    List<float[]> read(String source) throws IOException {
        List<Path> files = Files.isDirectory(Path.of(source)) ? files(Path.of(source)) : List.of();
        if (files.isEmpty()) {
            PixelDataset images = new PixelDataset(DataSets.read(source, shape, Unreadable.STOP).training(), normalisation);
            return IntStream.range(0, Math.min(limit, images.size())).mapToObj(index -> checked(source, images.image(index))).toList();
        }
        List<float[]> images = new ArrayList<>();
        for (Path file : files.subList(0, Math.min(limit, files.size()))) {
            images.add(checked(file.toString(), hasEnd(file, PICTURES) ? NetworkImages.read(file, shape, normalisation)
                    : TensorFile.read(file).toFloats()));
        }
        return images;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> hasEnd(file, PICTURES) || hasEnd(file, TENSORS)).sorted().toList();
        }
    }

    private static boolean hasEnd(Path file, List<String> ends) {
        return ends.stream().anyMatch(file.toString().toLowerCase(Locale.ROOT)::endsWith);
    }

    private float[] checked(String from, float[] image) {
        if (image.length != shape.size()) {
            throw new IllegalArgumentException("an image of %s has %d values; the network takes %s".formatted(from, image.length, shape));
        }
        return image;
    }
}
