package systole.onnx.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.onnx.OnnxException;
import systole.onnx.model.Attribute;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;

/**
 * ONNX Runtime's {@code FusedConv}: a convolution of X by W with the bias B, the addition of Z, and an activation, each as ONNX's own operator. B, Z
 * and the attribute {@code activation} may be missing; {@code activation_params} are the activation's attributes as {@link #PARAMETERS} has them.
 */
public final class FusedConvolution {
    public static final String OPERATOR = "FusedConv";
    /** Activations that there are, with the names of their parameters. */
    public static final Map<String, List<String>> PARAMETERS = Map.of("Relu", List.of(), "Sigmoid", List.of(), "Tanh", List.of(),
            "LeakyRelu", List.of("alpha"), "HardSigmoid", List.of("alpha", "beta"), "Clip", List.of("min", "max"));

    /** A version in which Add broadcasts and Clip's bounds are inputs. */
    private static final int OPSET = 13;
    private static final int CONVOLUTION_INPUTS = 3;

    private final Map<String, Operator> onnx;

    private FusedConvolution(Map<String, Operator> onnx) {
        this.onnx = onnx;
    }

    static Operator of(Map<String, Operator> onnx) {
        FusedConvolution fused = new FusedConvolution(onnx);
        return call -> List.of(fused.evaluate(call));
    }

    private Tensor evaluate(Call call) {
        OnnxNode node = call.node();
        List<Optional<Tensor>> inputs = call.inputs().subList(0, Math.min(CONVOLUTION_INPUTS, call.inputs().size()));
        Tensor sums = onnx.get("Conv").evaluate(new Call(node, OPSET, inputs)).getFirst();
        Tensor made = call.optional(CONVOLUTION_INPUTS).map(added -> plain(node, "Add", Map.of(), sums, added)).orElse(sums);
        String activation = node.text("activation", "");
        return activation.isEmpty() ? made : activated(node, activation, made);
    }

    private Tensor activated(OnnxNode node, String activation, Tensor sums) {
        List<Float> given = node.reals("activation_params").orElse(List.of());
        List<String> names = PARAMETERS.get(activation);
        if (names == null || given.size() != names.size()) {
            throw new OnnxException("its activation %s with %d parameters is not known".formatted(activation, given.size()));
        }
        if (activation.equals("Clip")) {
            return plain(node, activation, Map.of(), sums, Tensor.scalar(given.get(0)), Tensor.scalar(given.get(1)));
        }
        Map<String, Attribute> attributes = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), new Attribute.Float(given.get(i)));
        }
        return plain(node, activation, attributes, sums);
    }

    private Tensor plain(OnnxNode node, String operator, Map<String, Attribute> attributes, Tensor... tensors) {
        List<Optional<Tensor>> inputs = new ArrayList<>();
        for (Tensor tensor : tensors) {
            inputs.add(Optional.of(tensor));
        }
        OnnxNode part = new OnnxNode(node.name(), "", operator, List.of(), List.of("y"), attributes);
        return onnx.get(operator).evaluate(new Call(part, OPSET, inputs)).getFirst();
    }
}
