package systole.onnx.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.model.OnnxNode;

/** Which operators there are, by domain and type. */
public final class Operators {
    private static final Map<String, Map<String, Operator>> BY_DOMAIN = byDomain();

    private Operators() {
    }

    private static Map<String, Map<String, Operator>> byDomain() {
        Map<String, Operator> onnx = new HashMap<>();
        List.of(UnaryOperators.all(), BinaryOperators.all(), VariadicOperators.all(), ShapeOperators.all(), LayoutOperators.all(), SliceOperators.all(),
                ConstantOperators.all(), ReductionOperators.all(), ArgOperators.all(), Exponentials.all(), PoolOperators.all(), MatrixOperators.all(),
                NormalisationOperators.all(), QuantisationOperators.all(), IntegerOperators.all()).forEach(onnx::putAll);
        onnx.put("Pad", PadOperator::evaluate);
        onnx.put("Resize", ResizeOperator::evaluate);
        onnx.put("Upsample", ResizeOperator::upsample);
        return Map.of("", onnx, MicrosoftOperators.DOMAIN, MicrosoftOperators.all(onnx));
    }

    /** Whether the node's operator can be computed. */
    public static boolean supports(OnnxNode node) {
        return find(node).isPresent();
    }

    /** The node's operator; throws {@link UnsupportedOperatorException} where there is none. */
    public static Operator of(OnnxNode node) {
        return find(node).orElseThrow(() -> new UnsupportedOperatorException(node));
    }

    private static Optional<Operator> find(OnnxNode node) {
        return Optional.ofNullable(BY_DOMAIN.getOrDefault(node.domain(), Map.of()).get(node.operator()));
    }
}
