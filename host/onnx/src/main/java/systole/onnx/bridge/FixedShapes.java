package systole.onnx.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import systole.onnx.Interpreter;
import systole.onnx.OnnxException;
import systole.onnx.model.Dimension;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorBuilder;

/** Makes constants of what Shape nodes tell when a model runs on one image, by running it once on zeros. */
final class FixedShapes {
    private FixedShapes() {
    }

    /** The extents of one image's input: open ones in front are 1; throws {@link OnnxException} where others are open. */
    static Extents oneImage(ValueInfo input) {
        List<Dimension> dimensions = input.dimensions().orElseThrow(() -> new OnnxException("the extents of input %s are not known".formatted(input)));
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < dimensions.size(); axis++) {
            int open = axis == 0 ? 1 : -1;
            extents.add(dimensions.get(axis).size().orElse(open));
        }
        if (extents.size() < 2 || extents.getFirst() != 1 || extents.stream().anyMatch(extent -> extent < 1)) {
            throw new OnnxException("input %s is not that of one image: images, which may be open, and fixed numbers behind".formatted(input));
        }
        return new Extents(extents);
    }

    static Model apply(Model model) {
        if (model.graph().nodes().stream().noneMatch(FixedShapes::isShape)) {
            return model;
        }
        Map<String, Tensor> zeros = new HashMap<>();
        model.graph().inputs().forEach(input -> zeros.put(input.name(),
                new TensorBuilder(input.type().orElse(DataType.FLOAT), oneImage(input)).build()));
        List<OnnxNode> kept = new ArrayList<>(model.graph().nodes());
        kept.removeIf(FixedShapes::isShape);
        Set<String> told = model.graph().nodes().stream().filter(FixedShapes::isShape).map(node -> node.outputs().getFirst())
                .collect(Collectors.toSet());
        Map<String, Tensor> constants = new LinkedHashMap<>(model.graph().initialisers());
        new Interpreter(model).run(zeros, (name, tensor) -> {
            if (told.contains(name)) {
                constants.put(name, tensor);
            }
        });
        return model.with(model.graph().with(kept, constants));
    }

    private static boolean isShape(OnnxNode node) {
        return node.domain().isEmpty() && node.operator().equals("Shape");
    }
}
