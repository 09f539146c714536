package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;

/**
 * A float operator of which all inputs come from DequantizeLinear nodes or are constant, and whose only reader is a QuantizeLinear, perhaps by way of
 * an activation.
 *
 * @param operator what is computed; empty where dequantised values are only quantised anew, or only the activation is between
 * @param activation an operator of one input behind it
 * @param quantise the node at the end
 * @param dequantised for each tensor that a DequantizeLinear makes, that node
 */
record QdqGroup(Optional<OnnxNode> operator, Optional<OnnxNode> activation, OnnxNode quantise, Map<String, OnnxNode> dequantised) {
    private static final Set<String> OPERATORS = Set.of("Conv", "Gemm", "Add", "MaxPool", "Reshape", "Flatten");
    private static final Set<String> ACTIVATIONS =
            Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh", "Elu", "Selu", "HardSigmoid", "Softplus", "Softsign", "HardSwish");

    /** Its nodes in order, without the DequantizeLinear nodes, which others may read as well. */
    List<OnnxNode> nodes() {
        return Stream.of(operator, activation, Optional.of(quantise)).flatMap(Optional::stream).toList();
    }

    /** All groups of a graph, by the name of the tensor that each makes. */
    static Map<String, QdqGroup> of(OnnxGraph graph) {
        return new Finder(graph).groups();
    }

    private static final class Finder {
        private final OnnxGraph graph;
        private final Map<String, OnnxNode> makers = new HashMap<>();
        private final Map<String, Long> readers;
        private final Set<String> outputs;

        Finder(OnnxGraph graph) {
            this.graph = graph;
            graph.nodes().forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
            readers = graph.nodes().stream().flatMap(node -> node.inputs().stream()).collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            outputs = graph.outputs().stream().map(ValueInfo::name).collect(Collectors.toSet());
        }

        Map<String, QdqGroup> groups() {
            Map<String, QdqGroup> groups = new HashMap<>();
            graph.nodes().stream().filter(node -> node.operator().equals("QuantizeLinear"))
                    .forEach(node -> group(node).ifPresent(group -> groups.put(node.outputs().getFirst(), group)));
            return groups;
        }

        private Optional<QdqGroup> group(OnnxNode quantise) {
            List<OnnxNode> chain = new ArrayList<>();
            OnnxNode maker = makers.get(quantise.input(0));
            if (isWithin(maker, ACTIVATIONS)) {
                chain.add(maker);
                maker = makers.get(maker.input(0));
            }
            Optional<OnnxNode> activation = chain.stream().findFirst();
            Optional<OnnxNode> operator = Optional.ofNullable(maker).filter(node -> isWithin(node, OPERATORS));
            OnnxNode first = operator.or(() -> activation).orElse(quantise);
            Map<String, OnnxNode> dequantised = new HashMap<>();
            first.inputs().stream().filter(makers::containsKey).filter(read -> makers.get(read).operator().equals("DequantizeLinear"))
                    .forEach(read -> dequantised.put(read, makers.get(read)));
            boolean complete = dequantised.containsKey(first.input(0));
            return complete ? Optional.of(new QdqGroup(operator, activation, quantise, dequantised)) : Optional.empty();
        }

        private boolean isWithin(OnnxNode node, Set<String> operators) {
            return node != null && node.domain().isEmpty() && operators.contains(node.operator())
                    && readers.getOrDefault(node.outputs().getFirst(), 0L) == 1 && !outputs.contains(node.outputs().getFirst());
        }
    }
}
