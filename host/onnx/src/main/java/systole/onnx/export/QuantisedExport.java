package systole.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.Additions;
import systole.quant.FloatSum;
import systole.quant.Quantisation;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * Writes quantised graphs as ONNX models that take and give float32, as the float model did. In between are uint8 tensors under the names of the
 * graph's; the input and the output have {@link #SUFFIX} behind theirs. uint8 is int8 plus 128, exactly, and what ONNX Runtime is fast with.
 */
public final class QuantisedExport {
    /** What stands behind the names of the quantised input and output. */
    public static final String SUFFIX = "_quantised";

    private final QuantisedGraph graph;
    private final IntegerForm form;
    private final GraphWriter writer;

    private QuantisedExport(QuantisedGraph graph, IntegerForm form) {
        this.graph = graph;
        this.form = form;
        writer = new GraphWriter(graph.name());
    }

    /** The model of integer operators, QLinearConv and its like: ONNX Runtime computes each tensor as the reference does, byte for byte. */
    public static ModelProto integer(QuantisedGraph graph) {
        return new QuantisedExport(graph, new QLinearForm()).model();
    }

    /** The model of float operators between DequantizeLinear and QuantizeLinear, which tools fuse to integer ones. */
    public static ModelProto qdq(QuantisedGraph graph) {
        return new QuantisedExport(graph, new QdqForm()).model();
    }

    /** The name that a tensor of the graph has in its model. */
    public static String name(QuantisedGraph graph, String tensor) {
        boolean outer = tensor.equals(graph.input().name()) || tensor.equals(graph.output().name());
        return outer ? tensor + SUFFIX : tensor;
    }

    private ModelProto model() {
        QuantisedTensor input = graph.input();
        QuantisedTensor output = graph.output();
        writer.input(input.name(), input.shape());
        writer.append(name(input.name()), Operation.of("QuantizeLinear"), quantised(input.name(), input));
        graph.nodes().forEach(this::append);
        writer.append(output.name(), Operation.of("DequantizeLinear"), quantised(name(output.name()), output));
        writer.output(output.name(), output.shape());
        return writer.model();
    }

    private String name(String tensor) {
        return name(graph, tensor);
    }

    private List<String> quantised(String read, QuantisedTensor tensor) {
        Quantisation quantisation = tensor.quantisation();
        return List.of(read, writer.scalar(name(tensor.name()) + "/scale", quantisation.scale()),
                writer.unsigned("zero_point/" + (quantisation.zeroPoint() + Site.OFFSET), new byte[] {(byte) quantisation.zeroPoint()}));
    }

    private void append(QuantisedNode node) {
        Site site = new Site(writer, node, node.inputs().stream().map(graph::tensor).toList(), node.inputs().stream().map(this::name).toList(),
                name(node.name()));
        switch (node.operator()) {
            case QuantisedOperator.Convolution(Window window, int groups, byte[] weights, Requantisation requantisation) ->
                    form.convolution(site, site.read(), window, groups, weights, requantisation);
            case QuantisedOperator.TransposedConvolution convolution -> TransposedConvolutions.append(site, form, convolution);
            case QuantisedOperator.Linear(byte[] weights, Requantisation requantisation) -> form.linear(site, weights, requantisation);
            case QuantisedOperator.FloatConvolution convolution -> FloatForm.convolution(site, convolution);
            case QuantisedOperator.FloatLinear linear -> FloatForm.linear(site, linear);
            case QuantisedOperator.MatrixProduct(Requantisation requantisation) -> product(site, requantisation);
            case QuantisedOperator.MaxPool(Window window) -> Pools.maximum(site, window);
            case QuantisedOperator.AreaMaxPool pool -> Pools.maximum(site, pool);
            case QuantisedOperator.AveragePool pool -> Pools.mean(site, form, pool);
            case QuantisedOperator.AreaAveragePool pool -> ExactForm.mean(site, pool);
            case QuantisedOperator.Addition addition -> sum(site, addition);
            case QuantisedOperator.Lookup(byte[] table) -> site.lookedUp(site.name(), site.read(), table);
            case QuantisedOperator.Concatenation _ -> writer.append(site.name(), Operation.of("Concat").with("axis", 1), site.names());
            case QuantisedOperator.Reshaping _ -> site.reshaped(site.name(), site.read(), site.output().shape());
            case QuantisedOperator.Transposition _ -> site.reshaped(site.name(), transposed(site, 0), site.output().shape());
            case QuantisedOperator.LocalResponseNormalisation normalisation -> form.normalisation(site, normalisation);
            case QuantisedOperator.Softmax _ -> form.softmax(site, "Softmax");
            case QuantisedOperator.LogSoftmax _ -> form.softmax(site, "LogSoftmax");
        }
    }

    /** (channels, pixels) by (channels, rows): the rows times the pixels. */
    private void product(Site site, Requantisation requantisation) {
        Shape columns = site.input().shape();
        String pixels = columns.extents().size() == 2 ? site.read()
                : site.reshaped(site.part("pixels"), site.read(), columns.channels(), columns.size() / columns.channels());
        Site matrix = site.named(site.part("product"));
        site.reshaped(site.name(), form.product(matrix, transposed(site, 1), pixels, requantisation), site.output().shape());
    }

    /** An input (n, k...) as (k..., n), with one extent for all that is behind the channels. */
    private String transposed(Site site, int input) {
        Shape shape = site.inputs().get(input).shape();
        String matrix = site.reshaped(site.part("matrix"), site.names().get(input), shape.channels(), shape.size() / shape.channels());
        return writer.append(site.part("transposed"), Operation.of("Transpose").withList("perm", 0, 2, 1), matrix);
    }

    private void sum(Site site, QuantisedOperator.Addition addition) {
        Quantisation left = site.inputs().get(0).quantisation();
        Quantisation right = site.inputs().get(1).quantisation();
        if (addition.zeroPoint() == site.output().quantisation().zeroPoint()
                && Additions.agree(FloatSum.unsigned(left, right, site.output().quantisation()), left, right, addition)) {
            form.sum(site, addition);
        } else {
            ExactForm.sum(site, addition);
        }
    }
}
