package systole.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import systole.cli.draw.ConfusionDrawing;
import systole.cli.draw.PictureFormat;
import systole.graph.InputArea;
import systole.graph.Node;
import systole.graph.Shape;
import systole.nn.Classification;
import systole.nn.Dataset;
import systole.nn.EpochResult;
import systole.nn.Network;
import systole.nn.Tensor;
import systole.nn.inside.ConfusionMatrix;
import systole.nn.inside.Occlusion;
import systole.nn.inside.Saliency;
import systole.nn.inside.TopPatches;
import systole.nn.picture.Filters;
import systole.nn.picture.Sheet;
import systole.nn.picture.Shading;
import systole.nn.picture.TensorPicture;

/**
 * Draws what is inside a network into a folder.
 *
 * @param progress hears of each image that is run
 */
record NetworkPictures(Network network, PictureFolder folder, IntConsumer progress) {
    private static final int PATCHES = 9;
    private static final int CHANNELS_WITH_PATCHES = 16;
    private static final int MAPS = 64;

    void drawFilters() throws IOException {
        Optional<Filters> filters = Filters.of(network.graph(), network.parameters());
        if (filters.isPresent()) {
            folder.add("filters", "Filters of the first layer, " + filters.get().node(), Sheet.of(filters.get().pictures()));
        }
    }

    /** Every node's tensor, a picture a channel; of many channels the first. */
    void drawActivations(float[] image) throws IOException {
        int number = 0;
        for (Map.Entry<String, float[]> activation : network.activations(image).entrySet()) {
            Node node = network.graph().node(activation.getKey());
            List<BufferedImage> maps = TensorPicture.channels(new Tensor(node.output(), activation.getValue()), Shading.GREY);
            String shown = maps.size() > MAPS ? ", the first %d channels".formatted(MAPS) : "";
            folder.add("activations-%03d-%s".formatted(number++, node.name()), "Activations of %s, a %s: %s%s".formatted(
                    node.name(), node.type(), node.output(), shown), Sheet.of(maps.subList(0, Math.min(MAPS, maps.size()))));
        }
    }

    /** Which pixels the most probable class depends on, by derivatives and by hiding them. */
    void drawAttention(float[] image) throws IOException {
        float[] probabilities = Classification.softmax(network.activations(image).get(network.scores()));
        int label = Classification.best(probabilities);
        Tensor pixels = new Tensor(input(), image);
        BufferedImage plain = TensorPicture.of(pixels, Shading.GREY);
        String seen = String.format(Locale.ROOT, "class %d, %.1f %%", label, 100 * probabilities[label]);

        Tensor saliency = Saliency.of(network, image, label);
        folder.add("saliency", "Saliency: how much the score of %s depends on each pixel".formatted(seen), Sheet.of(List.of(
                new Sheet.Cell(plain, "image"), new Sheet.Cell(TensorPicture.of(saliency, Shading.HEAT), "saliency"),
                new Sheet.Cell(TensorPicture.veiled(pixels, saliency), "both")), 3));

        Occlusion occlusion = Occlusion.fitting(input(), image);
        Tensor map = occlusion.of(network, image, label, progress);
        folder.add("occlusion", "Occlusion: probability of %s while a square of %d x %d pixels is hidden; dark is where it matters".formatted(
                seen, occlusion.size(), occlusion.size()), Sheet.of(List.of(
                        new Sheet.Cell(plain, "image"), new Sheet.Cell(TensorPicture.of(map, Shading.HEAT), "probability"),
                        new Sheet.Cell(TensorPicture.veiled(pixels, map), "both")), 3));
    }

    /** The images, or parts of them, that make a node's channels most active. */
    void drawPatches(String node, Dataset data) throws IOException {
        TopPatches top = TopPatches.of(network, node, data, PATCHES, progress);
        List<Sheet.Cell> cells = new ArrayList<>();
        int shown = Math.min(CHANNELS_WITH_PATCHES, top.channels().size());
        for (int channel = 0; channel < shown; channel++) {
            for (TopPatches.Patch patch : top.channels().get(channel)) {
                cells.add(new Sheet.Cell(TensorPicture.of(cut(data.image(patch.image()), patch.area()), Shading.GREY),
                        String.format(Locale.ROOT, "%d: %.3g", channel, patch.activation())));
            }
        }
        folder.add("patches-" + node, "What makes channels of %s most active: channel, and its activation".formatted(node),
                Sheet.of(cells, Math.min(PATCHES, data.size())));
    }

    void drawConfusion(Dataset data) throws IOException {
        folder.add("confusion", "Confusion matrix of %,d images".formatted(data.size()),
                PictureFormat.pixels(new ConfusionDrawing(ConfusionMatrix.of(network, data, progress))));
    }

    void drawCurves(List<EpochResult> history) throws IOException {
        if (!history.isEmpty()) {
            folder.add("curves", "Learning curves", PictureFormat.pixels(CurveCharts.of(PlotArgument.ofTraining(network.graph().name(), history))));
        }
    }

    private Shape input() {
        return network.graph().input().output();
    }

    private Tensor cut(float[] image, InputArea area) {
        Shape shape = Shape.map(input().channels(), area.bottom() - area.top(), area.right() - area.left());
        float[] values = new float[shape.size()];
        IntStream.range(0, shape.channels() * shape.height()).forEach(row -> {
            int from = (row / shape.height() * input().height() + area.top() + row % shape.height()) * input().width() + area.left();
            System.arraycopy(image, from, values, row * shape.width(), shape.width());
        });
        return new Tensor(shape, values);
    }
}
