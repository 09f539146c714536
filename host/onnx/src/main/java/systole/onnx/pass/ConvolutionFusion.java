package systole.onnx.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.onnx.model.Attribute;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxGraph;
import systole.onnx.model.OnnxNode;
import systole.onnx.operator.Broadcast;
import systole.onnx.operator.FusedConvolution;
import systole.onnx.operator.MicrosoftOperators;
import systole.onnx.tensor.DataType;
import systole.onnx.tensor.Tensor;

/** Makes additions and activations behind a convolution that nothing else reads part of it: one {@link FusedConvolution}, where they stood. */
final class ConvolutionFusion {
    /** Since then bounds of Clip are inputs. */
    private static final int CLIP_INPUTS = 11;
    private static final int ADDED = 3;

    private final Model model;
    private final OnnxGraph graph;
    private final Readers readers;

    private ConvolutionFusion(Model model) {
        this.model = model;
        graph = model.graph();
        readers = new Readers(graph);
    }

    private interface Rule {
        /** The node with the convolution in front of it; empty where they do not fuse. */
        Optional<OnnxNode> fused(OnnxNode node, OnnxNode convolution);
    }

    /** With other tensors added by the convolutions before. */
    static Model additions(Model model) {
        ConvolutionFusion fusion = new ConvolutionFusion(model);
        return fusion.applied(Set.of("Add"), fusion::added);
    }

    /** With activations done by the convolutions before. */
    static Model activations(Model model) {
        ConvolutionFusion fusion = new ConvolutionFusion(model);
        return fusion.applied(FusedConvolution.PARAMETERS.keySet(), fusion::activated);
    }

    private Model applied(Set<String> operators, Rule rule) {
        Replacements replacements = new Replacements();
        for (OnnxNode node : graph.nodes()) {
            if (node.domain().isEmpty() && operators.contains(node.operator())) {
                convolution(node).ifPresent(convolution -> rule.fused(node, convolution).ifPresent(fused -> {
                    replacements.replace(node, fused);
                    replacements.remove(convolution);
                }));
            }
        }
        return model.with(graph.with(replacements.applied(graph.nodes()), graph.initialisers()));
    }

    /** The first convolution that the node alone reads. */
    private Optional<OnnxNode> convolution(OnnxNode node) {
        return node.inputs().stream().flatMap(read -> readers.onlyMaker(read, ConvolutionFusion::isOpen).stream()).findFirst();
    }

    /** Whether something may be added behind: not where an activation is. */
    private static boolean isOpen(OnnxNode node) {
        return node.domain().isEmpty() && node.operator().equals("Conv")
                || node.domain().equals(MicrosoftOperators.DOMAIN) && node.operator().equals(FusedConvolution.OPERATOR) && !node.has("activation");
    }

    private Optional<OnnxNode> added(OnnxNode addition, OnnxNode convolution) {
        String made = convolution.outputs().getFirst();
        boolean broadcasts = model.opset() >= Broadcast.ALWAYS;
        if (!broadcasts || addition.inputs().size() != 2 || !convolution.input(ADDED).isEmpty()) {
            return Optional.empty();
        }
        String other = addition.input(0).equals(made) ? addition.input(1) : addition.input(0);
        return Optional.of(fused(convolution, other, addition, convolution.attributes()));
    }

    private Optional<OnnxNode> activated(OnnxNode activation, OnnxNode convolution) {
        if (!activation.input(0).equals(convolution.outputs().getFirst())) {
            return Optional.empty();
        }
        return parameters(activation).map(parameters -> {
            Map<String, Attribute> attributes = new LinkedHashMap<>(convolution.attributes());
            attributes.put("activation", new Attribute.Text(activation.operator()));
            if (!parameters.isEmpty()) {
                attributes.put("activation_params", new Attribute.Floats(parameters));
            }
            return fused(convolution, convolution.input(ADDED), activation, attributes);
        });
    }

    private static OnnxNode fused(OnnxNode convolution, String added, OnnxNode last, Map<String, Attribute> attributes) {
        List<String> inputs = new ArrayList<>(List.of(convolution.input(0), convolution.input(1), convolution.input(2), added));
        while (!inputs.isEmpty() && inputs.getLast().isEmpty()) {
            inputs.removeLast();
        }
        return new OnnxNode(convolution.name(), MicrosoftOperators.DOMAIN, FusedConvolution.OPERATOR, inputs, last.outputs(), attributes);
    }

    /** Numbers of an activation; empty where they are not constant. */
    private Optional<List<Float>> parameters(OnnxNode activation) {
        return switch (activation.operator()) {
            case "LeakyRelu" -> Optional.of(List.of(activation.real("alpha", 0.01f)));
            case "HardSigmoid" -> Optional.of(List.of(activation.real("alpha", 0.2f), activation.real("beta", 0.5f)));
            case "Clip" -> bound(activation, "min", 1, -Float.MAX_VALUE)
                    .flatMap(low -> bound(activation, "max", 2, Float.MAX_VALUE).map(high -> List.of(low, high)));
            default -> Optional.of(List.of());
        };
    }

    private Optional<Float> bound(OnnxNode clip, String attribute, int input, float otherwise) {
        if (model.opset() < CLIP_INPUTS) {
            return Optional.of(clip.real(attribute, otherwise));
        }
        if (clip.input(input).isEmpty()) {
            return Optional.of(otherwise);
        }
        Tensor bound = graph.initialisers().get(clip.input(input));
        boolean plain = bound != null && bound.type() == DataType.FLOAT && bound.size() == 1;
        return plain ? Optional.of(bound.floats()[0]) : Optional.empty();
    }
}
