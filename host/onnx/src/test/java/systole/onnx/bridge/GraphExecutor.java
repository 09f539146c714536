package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import systole.nn.Network;
import systole.onnx.ModelExecutor;
import systole.onnx.OnnxException;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;

/**
 * Runs a model as a graph, image by image. All inputs but the first are constants of that run, as the backend suite's weights are.
 *
 * @param model as it was read
 */
record GraphExecutor(Model model) implements ModelExecutor {
    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        if (model.graph().inputs().isEmpty()) {
            throw new OnnxException("the model has no input");
        }
        FloatNetwork network = GraphBridge.of(ofOneImage(inputs));
        Tensor x = inputs.get(model.graph().inputs().getFirst().name());
        int images = x.extents().get(0);
        requireImages(model.graph().outputs().getFirst(), images);
        int size = network.graph().input().output().size();
        Network running = new Network(network.graph(), network.parameters());
        List<Integer> extents = new ArrayList<>(List.of(images));
        extents.addAll(network.graph().outputShape().extents());
        float[] made = new float[new Extents(extents).size()];
        for (int image = 0; image < images; image++) {
            float[] output = running.forward(Arrays.copyOfRange(x.floats(), image * size, (image + 1) * size));
            System.arraycopy(output, 0, made, image * output.length, output.length);
        }
        return Map.of(model.graph().outputs().getFirst().name(), Tensor.of(new Extents(extents), made));
    }

    /** Some cases make something else of several images than of each. */
    private static void requireImages(ValueInfo output, int images) {
        OptionalInt made = output.dimensions().filter(all -> !all.isEmpty()).map(all -> all.getFirst().size()).orElse(OptionalInt.empty());
        if (made.isPresent() && made.getAsInt() != images) {
            throw new OnnxException("%s is not made of %d images one by one".formatted(output, images));
        }
    }

    private Model ofOneImage(Map<String, Tensor> inputs) {
        Map<String, Tensor> constants = new LinkedHashMap<>(model.graph().initialisers());
        model.graph().inputs().stream().skip(1).forEach(input -> constants.put(input.name(), inputs.get(input.name())));
        ValueInfo first = model.graph().inputs().getFirst();
        ValueInfo image = new ValueInfo(first.name(), first.type(), first.dimensions().filter(all -> !all.isEmpty()).map(GraphExecutor::one));
        return model.with(new OnnxGraph(model.graph().name(), List.of(image), model.graph().outputs(), model.graph().nodes(), constants));
    }

    private static List<Dimension> one(List<Dimension> dimensions) {
        List<Dimension> image = new ArrayList<>(dimensions);
        image.set(0, new Dimension(OptionalInt.of(1), ""));
        return image;
    }
}
