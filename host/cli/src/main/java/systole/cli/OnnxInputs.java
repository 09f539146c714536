package systole.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import systole.graph.Shape;
import systole.models.data.NetworkImages;
import systole.models.data.Normalisation;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorFile;

/**
 * Files as an ONNX model's inputs.
 *
 * @param model which tells what it reads
 * @param normalisation how pictures become numbers
 */
record OnnxInputs(Model model, Normalisation normalisation) {
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg");

    /**
     * The inputs by name, a file for each, in the model's order; throws {@link IllegalArgumentException} where there are too few or too many, or one
     * cannot be read.
     */
    Map<String, Tensor> read(List<Path> files) throws IOException {
        List<ValueInfo> inputs = model.graph().inputs();
        if (inputs.size() != files.size()) {
            throw new IllegalArgumentException("the model has %d inputs, %s, but %d files are given".formatted(inputs.size(), inputs, files.size()));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            boolean picture = PICTURES.stream().anyMatch(file.toString().toLowerCase(Locale.ROOT)::endsWith);
            tensors.put(inputs.get(i).name(), picture ? picture(file, inputs.get(i)) : TensorFile.read(file));
        }
        return tensors;
    }

    private Tensor picture(Path file, ValueInfo input) {
        Optional<Shape> shape = input.dimensions().filter(dimensions -> dimensions.size() == 4).flatMap(OnnxInputs::map);
        if (shape.isEmpty()) {
            throw new IllegalArgumentException("a picture needs an input of images x channels x height x width with fixed numbers, not %s"
                    .formatted(input));
        }
        float[] values = NetworkImages.read(file, shape.get(), normalisation);
        return Tensor.of(Extents.of(1, shape.get().channels(), shape.get().height(), shape.get().width()), values);
    }

    /** Channels, height and width, where they are fixed. */
    private static Optional<Shape> map(List<Dimension> dimensions) {
        List<OptionalInt> sizes = dimensions.stream().skip(1).map(Dimension::size).toList();
        return sizes.stream().allMatch(size -> size.isPresent() && size.getAsInt() > 0)
                ? Optional.of(new Shape(sizes.stream().map(OptionalInt::getAsInt).toList())) : Optional.empty();
    }
}
