package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import systole.graph.Shape;
import systole.graph.Window;
import systole.onnx.model.OnnxNode;
import systole.onnx.tensor.Tensor;
import systole.quant.Quantisation;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Turns the nodes of a model that compute with 8-bit tensors into those of quantised graphs. Others throw a {@link HostOnlyException}. */
final class NodeLowering {
    private final Tensors tensors;
    private final Quantisations quantisations;
    private final Tables tables;

    NodeLowering(Tensors tensors, Quantisations quantisations, Tables tables) {
        this.tensors = tensors;
        this.quantisations = quantisations;
        this.tables = tables;
    }

    /** What the array makes of a node. */
    Unit lower(OnnxNode node) {
        return switch (node.operator()) {
            case "QLinearConv" -> convolution(node);
            case "QGemm" -> gemm(node);
            case "QLinearMatMul" -> product(node);
            case "QLinearAdd" -> sum(node);
            case "QLinearConcat" -> concatenation(node);
            case "Concat" -> joined(node);
            case "QLinearGlobalAveragePool" -> globalMean(node);
            case "MaxPool" -> maximum(node);
            case "Transpose" -> transposition(node);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout" -> moved(node);
            case "Relu", "Clip", "QLinearSigmoid", "QLinearLeakyRelu" -> lookup(node);
            case "QLinearAveragePool" -> throw new HostOnlyException("its sums are float32");
            case "ConvInteger", "MatMulInteger" -> throw new HostOnlyException("its results are int32");
            default -> throw new HostOnlyException("not an 8-bit operator");
        };
    }

    private Unit convolution(OnnxNode node) {
        return convolution(node, List.of(node), output(node), node.input(0), type(node, 1), new Weighted(
                tensors.constant(node, 3), tensors.constant(node, 4), tensors.optionalConstant(node, 5), tensors.optionalConstant(node, 8)),
                Byte.MIN_VALUE);
    }

    /**
     * A convolution of those nodes.
     *
     * @param node says how the window walks
     * @param type of what it reads, as it says itself
     * @param low smallest result
     */
    Unit convolution(OnnxNode node, List<OnnxNode> nodes, String output, String read, EightBits type, Weighted weighted, int low) {
        if (weighted.values().extents().rank() != 4) {
            throw new HostOnlyException("it does not walk over rows and columns");
        }
        int[] extents = weighted.values().extents().toArray();
        Shape input = eightBits(read);
        Window window = ModelWindows.of(node, input, extents[2], extents[3]);
        int groups = Math.toIntExact(node.integer("group", 1));
        if (groups < 1 || (long) extents[1] * groups != input.channels() || extents[0] % groups != 0) {
            throw new HostOnlyException("weights %s do not fit %s in %d groups".formatted(weighted.values(), input, groups));
        }
        requireCountsLike(type, read);
        Requantisation requantisation = weighted.requantisation(extents[0], type.quantisation().scale(), quantisations.of(output), low);
        return unit(nodes, List.of(read), new QuantisedOperator.Convolution(window, groups, weighted.centred(extents[0]), requantisation),
                tensor(output, window.output(input, extents[0])));
    }

    private Unit gemm(OnnxNode node) {
        if (node.integer("transA", 0) != 0 || node.real("alpha", 1) != 1) {
            throw new HostOnlyException("its input is transposed or scaled");
        }
        Tensor weights = node.integer("transB", 0) != 0 ? tensors.constant(node, 3) : Tables.transposed(tensors.constant(node, 3));
        Weighted weighted = new Weighted(weights, tensors.constant(node, 4), tensors.optionalConstant(node, 5), tensors.optionalConstant(node, 6));
        return linear(List.of(node), output(node), node.input(0), type(node, 1), weighted, Byte.MIN_VALUE);
    }

    private Unit product(OnnxNode node) {
        Weighted weighted = new Weighted(Tables.transposed(tensors.constant(node, 3)), tensors.constant(node, 4),
                tensors.optionalConstant(node, 5), Optional.empty());
        return linear(List.of(node), output(node), node.input(0), type(node, 1), weighted, Byte.MIN_VALUE);
    }

    /** A fully connected layer, see {@link #convolution}; weights are (outputs, inputs). */
    Unit linear(List<OnnxNode> nodes, String output, String read, EightBits type, Weighted weighted, int low) {
        int[] extents = weighted.values().extents().toArray();
        Shape input = eightBits(read);
        if (input.extents().size() != 1 || extents.length != 2 || extents[1] != input.size()) {
            throw new HostOnlyException("it is no product of vectors by a matrix");
        }
        requireCountsLike(type, read);
        Requantisation requantisation = weighted.requantisation(extents[0], type.quantisation().scale(), quantisations.of(output), low);
        return unit(nodes, List.of(read), new QuantisedOperator.Linear(weighted.centred(extents[0]), requantisation),
                tensor(output, Shape.vector(extents[0])));
    }

    private Unit sum(OnnxNode node) {
        Sums.Operand left = new Sums.Operand(node.input(0), type(node, 1));
        return Sums.linear(this, List.of(node), output(node), left, new Sums.Operand(node.input(3), type(node, 4)));
    }

    private Unit concatenation(OnnxNode node) {
        List<Sums.Operand> reads = new ArrayList<>();
        for (int i = 2; i + 2 < node.inputs().size(); i += 3) {
            requireCountsLike(type(node, i + 1), node.input(i));
            reads.add(new Sums.Operand(node.input(i), type(node, i + 1)));
        }
        return concatenation(node, reads, quantisations.of(output(node)));
    }

    private Unit joined(OnnxNode node) {
        node.inputs().forEach(this::eightBits);
        EightBits type = quantisations.inherited(output(node), node.input(0));
        node.inputs().forEach(read -> requireCountsLike(type, read));
        return concatenation(node, node.inputs().stream().map(read -> new Sums.Operand(read, type)).toList(), type);
    }

    /** Inputs that are quantised differently are looked up first. */
    private Unit concatenation(OnnxNode node, List<Sums.Operand> reads, EightBits joined) {
        String output = output(node);
        if (tensors.example(reads.getFirst().tensor()).extents().axis(node.integer("axis", 1)) != 1) {
            throw new HostOnlyException("it does not join channels");
        }
        List<QuantisedNode> lowered = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (Sums.Operand read : reads) {
            Shape shape = eightBits(read.tensor());
            boolean same = read.type().quantisation().equals(joined.quantisation());
            parts.add(same ? read.tensor() : output + "/" + parts.size());
            if (!same) {
                lowered.add(new QuantisedNode(
                        new QuantisedOperator.Lookup(Tables.rescaling(read.type().quantisation(), joined.quantisation())),
                        List.of(read.tensor()), new QuantisedTensor(parts.getLast(), shape, joined.quantisation())));
            }
        }
        List<Integer> extents = new ArrayList<>(eightBits(reads.getFirst().tensor()).extents());
        extents.set(0, reads.stream().mapToInt(read -> eightBits(read.tensor()).channels()).sum());
        lowered.add(new QuantisedNode(new QuantisedOperator.Concatenation(), parts, tensor(output, new Shape(extents))));
        return new Unit(List.of(node), reads.stream().map(Sums.Operand::tensor).toList(), lowered);
    }

    private Unit globalMean(OnnxNode node) {
        String read = node.input(0);
        Shape input = eightBits(read);
        if (!input.isMap() || node.integer("channels_last", 0) != 0) {
            throw new HostOnlyException("its channels are not in front of rows and columns");
        }
        Quantisation output = quantisations.of(output(node)).quantisation();
        float[] scales = new float[input.channels()];
        requireCountsLike(type(node, 1), read);
        Arrays.fill(scales, type(node, 1).quantisation().scale() / (output.scale() * (input.height() * input.width())));
        Window whole = new Window(input.height(), input.width(), 1, 1, 0, 0, 0, 0, 1, 1);
        Requantisation requantisation = new Requantisation(
                new int[scales.length], scales, output.zeroPoint(), Byte.MIN_VALUE, Byte.MAX_VALUE, Optional.empty());
        return unit(List.of(node), List.of(read), new QuantisedOperator.AveragePool(whole, requantisation),
                tensor(output(node), Shape.map(input.channels(), 1, 1)));
    }

    private Unit maximum(OnnxNode node) {
        if (node.outputs().size() > 1) {
            throw new HostOnlyException("it tells the places of the largest values");
        }
        return maximum(node, List.of(node), output(node), node.input(0));
    }

    /** A maximum pool, see {@link #convolution}. */
    Unit maximum(OnnxNode node, List<OnnxNode> nodes, String output, String read) {
        Shape input = eightBits(read);
        requireSame(output, read);
        Window window = ModelWindows.of(node, input);
        return unit(nodes, List.of(read), new QuantisedOperator.MaxPool(window), tensor(output, window.output(input, input.channels())));
    }

    private Unit transposition(OnnxNode node) {
        Shape input = eightBits(node.input(0));
        boolean matrix = input.extents().size() == 2
                && Arrays.equals(node.integers("perm").orElse(new long[0]), new long[] {0, 2, 1});
        if (!matrix) {
            throw new HostOnlyException("it is no transposition of matrices");
        }
        requireSame(output(node), node.input(0));
        return unit(List.of(node), List.of(node.input(0)), new QuantisedOperator.Transposition(),
                tensor(output(node), Shape.of(input.width(), input.channels())));
    }

    private Unit moved(OnnxNode node) {
        return moved(List.of(node), output(node), node.input(0));
    }

    /** The same values in a shape of their own, which the model's example of the first node's result tells. */
    Unit moved(List<OnnxNode> nodes, String output, String read) {
        eightBits(read);
        requireSame(output, read);
        tensors.evaluate(nodes.getFirst());
        String made = nodes.getFirst().outputs().getFirst();
        if (tensors.example(made).extents().rank() < 2 || tensors.batch(made) != tensors.batch(read)) {
            throw new HostOnlyException("it does not keep images apart");
        }
        return unit(nodes, List.of(read), new QuantisedOperator.Reshaping(), tensor(output, tensors.shape(made)));
    }

    private Unit lookup(OnnxNode node) {
        String read = node.input(0);
        eightBits(read);
        return lookup(List.of(node), output(node), read, tables.of(List.of(node), quantisations.of(read).type()));
    }

    /** A Gather from 256 constants at places that are the values of an 8-bit tensor. */
    Unit gather(OnnxNode cast, OnnxNode gather) {
        Tensor table = tensors.constant(gather, 0);
        String read = cast.input(0);
        eightBits(read);
        if (table.extents().rank() != 1 || table.size() != Tables.VALUES || !EightBits.are(table) || gather.integer("axis", 0) != 0) {
            throw new HostOnlyException("its table has not 256 results of 8 bits");
        }
        return lookup(List.of(cast, gather), output(gather), read, Tables.byValue(EightBits.signed(table), quantisations.of(read).type()));
    }

    /** What treats each value by itself. */
    Unit lookup(List<OnnxNode> nodes, String output, String read, byte[] table) {
        Shape shape = eightBits(read);
        quantisations.inherited(output, read);
        return unit(nodes, List.of(read), new QuantisedOperator.Lookup(table), tensor(output, shape));
    }

    /** The shape of an 8-bit tensor that changes from run to run. */
    Shape eightBits(String read) {
        if (tensors.isConstant(read) || !EightBits.are(tensors.example(read))) {
            throw new HostOnlyException("it does not read 8-bit activations");
        }
        return tensors.shape(read);
    }

    EightBits type(String tensor) {
        return quantisations.of(tensor);
    }

    QuantisedTensor tensor(String name, Shape shape) {
        return new QuantisedTensor(name, shape, quantisations.of(name).quantisation());
    }

    static Unit unit(List<OnnxNode> nodes, List<String> reads, QuantisedOperator operator, QuantisedTensor output) {
        return new Unit(nodes, reads, List.of(new QuantisedNode(operator, reads, output)));
    }

    private void requireSame(String output, String read) {
        requireCountsLike(quantisations.inherited(output, read), read);
    }

    /** Throws {@link HostOnlyException} where a node takes a tensor for what it is not elsewhere. */
    void requireCountsLike(EightBits type, String read) {
        if (!type.countsLike(quantisations.of(read))) {
            throw new HostOnlyException("tensor %s has another zero point here than elsewhere".formatted(read));
        }
    }

    /** What a node says of what it reads, in two inputs from that one on. */
    EightBits type(OnnxNode node, int scale) {
        return EightBits.of(tensors.constant(node, scale), tensors.constant(node, scale + 1));
    }

    static String output(OnnxNode node) {
        return node.outputs().getFirst();
    }
}
