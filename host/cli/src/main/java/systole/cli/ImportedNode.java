package systole.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import systole.graph.Shape;
import systole.onnx.bridge.FloatNetwork;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Operators;
import systole.onnx.quantised.PlacedModel;
import systole.onnx.quantised.Placement;
import systole.onnx.tensor.Extents;

/**
 * A node of an ONNX model, and where it runs.
 *
 * @param node its name
 * @param operator its type, as in {@code Conv}
 * @param inputs names of the tensors that it reads
 * @param outputs names of those that it makes
 * @param extents of the first of these, of one image; empty where they are not known
 * @param place {@code array}, {@code host}, or {@code nothing} for operators that are not supported
 * @param region number of the array's program that it is part of, from 1; 0 outside the array
 * @param reason why it is not on the array; empty where it is
 */
record ImportedNode(String node, String operator, List<String> inputs, List<String> outputs, List<Integer> extents, String place, int region,
        String reason) {
    /** Those of a model that a device has. */
    static List<ImportedNode> of(PlacedModel model) {
        List<ImportedNode> nodes = new ArrayList<>();
        for (Placement placement : model.placements()) {
            OnnxNode node = model.model().graph().nodes().get(nodes.size());
            nodes.add(of(node, model.extents(node.outputs().getFirst()), placement.place(), placement.region(), placement.reason()));
        }
        return nodes;
    }

    /** Those of a model of which nothing is for the array, since it is float32 or cannot be run. */
    static List<ImportedNode> of(Model model, Optional<FloatNetwork> network) {
        String reason = PlacedModel.hasQuantised(model) ? "other nodes are not supported" : "the model is float32";
        return model.graph().nodes().stream().map(node -> {
            Optional<Shape> shape = network.map(known -> known.shapes().get(node.outputs().getFirst()));
            boolean supported = Operators.supports(node);
            return of(node, shape.map(ImportedNode::ofOneImage), supported ? "host" : "nothing", 0, supported ? reason : "it is not supported");
        }).toList();
    }

    private static ImportedNode of(OnnxNode node, Optional<Extents> extents, String place, int region, String reason) {
        return new ImportedNode(node.name(), node.qualifiedOperator(), node.inputs(), node.outputs(),
                extents.map(Extents::sizes).orElse(List.of()), place, region, reason);
    }

    private static Extents ofOneImage(Shape shape) {
        List<Integer> extents = new ArrayList<>(List.of(1));
        extents.addAll(shape.extents());
        return new Extents(extents);
    }
}
