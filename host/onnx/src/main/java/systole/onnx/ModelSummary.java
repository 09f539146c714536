package systole.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.operator.Operators;

/**
 * What a model holds, in numbers.
 *
 * @param name the graph's
 * @param producer the program that wrote it
 * @param opset version of ONNX's operators
 * @param inputs what it reads, as {@link ValueInfo} tells it
 * @param outputs what it makes
 * @param nodes how many
 * @param parameters elements of all its constants
 * @param operators in alphabetical order
 */
public record ModelSummary(
        String name, String producer, int opset, List<String> inputs, List<String> outputs, int nodes, long parameters, List<OperatorCount> operators) {
    /**
     * Nodes of one type.
     *
     * @param supported whether the host can compute them
     */
    public record OperatorCount(String operator, int nodes, boolean supported) {
    }

    public static ModelSummary of(Model model) {
        OnnxGraph graph = model.graph();
        Map<String, OperatorCount> operators = new TreeMap<>();
        for (OnnxNode node : graph.nodes()) {
            operators.merge(node.qualifiedOperator(), new OperatorCount(node.qualifiedOperator(), 1, Operators.supports(node)),
                    (a, b) -> new OperatorCount(a.operator(), a.nodes() + b.nodes(), a.supported()));
        }
        return new ModelSummary(graph.name(), model.producer(), model.opset(), texts(graph.inputs()), texts(graph.outputs()), graph.nodes().size(),
                graph.parameters(), List.copyOf(operators.values()));
    }

    private static List<String> texts(List<ValueInfo> infos) {
        return infos.stream().map(ValueInfo::toString).toList();
    }
}
