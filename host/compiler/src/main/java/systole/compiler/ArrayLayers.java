package systole.compiler;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/**
 * Turns a segment's nodes into layers. What can happen to a layer's results on their way out, and what nothing else reads, is fused into
 * the layer, which then stands where the fused node stood: all that node read is made before it. Concatenations make no layers.
 */
final class ArrayLayers {
    private final ArraySegment segment;
    private final int bankRows;
    private final Map<String, QuantisedTensor> tensors = new HashMap<>();
    private final Map<String, List<ArrayLayer>> layers = new LinkedHashMap<>(); // by the tensor that they store

    private ArrayLayers(ArraySegment segment, int bankRows) {
        this.segment = segment;
        this.bankRows = bankRows;
        segment.inputs().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /** The segment's layers in order, for accumulator banks of that many rows. */
    static List<ArrayLayer> of(ArraySegment segment, int bankRows) {
        ArrayLayers lowering = new ArrayLayers(segment, bankRows);
        segment.nodes().forEach(lowering::add);
        return lowering.layers.values().stream().flatMap(List::stream).toList();
    }

    private void add(QuantisedNode node) {
        tensors.put(node.name(), node.output());
        try {
            layers.put(node.name(), layers(node));
        } catch (CompileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw CompileException.inLayer(node.name(), e);
        }
    }

    private List<ArrayLayer> layers(QuantisedNode node) {
        List<QuantisedTensor> inputs = node.inputs().stream().map(tensors::get).toList();
        QuantisedTensor input = inputs.getFirst();
        Shape map = ArrayLayer.mapOf(input.shape(), 1);
        int channels = map.channels();
        return switch (node.operator()) {
            case QuantisedOperator.Concatenation _ -> List.of();
            case QuantisedOperator.Addition addition -> List.of(sum(node, addition, inputs));
            case QuantisedOperator.MaxPool(Window window) -> List.of(maximum(node, window, input));
            case QuantisedOperator.Lookup(byte[] table) -> List.of(lookup(node, table, input));
            case QuantisedOperator.Convolution c -> {
                Kernel kernel = new Kernel(node.output().shape().channels(), c.window(), c.groups(), c.weights());
                long macs = (long) c.weights().length * node.output().shape().height() * node.output().shape().width();
                yield List.of(layer(node, "conv", input, kernel, c.requantisation(), macs));
            }
            case QuantisedOperator.Linear l -> {
                Window whole = new Window(map.height(), map.width(), 1, 1, 0, 0, 0, 0, 1, 1);
                Kernel kernel = new Kernel(node.output().shape().channels(), whole, 1, l.weights());
                yield List.of(layer(node, "linear", input, kernel, l.requantisation(), l.weights().length));
            }
            case QuantisedOperator.AveragePool p ->
                    List.of(layer(node, "averagepool", input, Kernel.sums(channels, p.window()), p.requantisation(), 0));
            case QuantisedOperator.MatrixProduct p -> {
                long macs = (long) channels * node.output().shape().size();
                yield List.of(layer(node, "matmul", input, Kernel.product(inputs.getLast()), p.requantisation(), macs));
            }
            case QuantisedOperator.TransposedConvolution convolution -> TransposedPhases.of(node, convolution, input);
            default -> throw new CompileException("layer %s is a %s, which the array cannot run"
                    .formatted(node.name(), node.operator().getClass().getSimpleName()));
        };
    }

    private static ArrayLayer layer(
            QuantisedNode node, String op, QuantisedTensor input, Kernel kernel, Requantisation requantisation, long macs) {
        requireExtents(node, kernel.window(), input);
        return new ArrayLayer(node.name(), op, input, node.output(), Phase.WHOLE, kernel,
                input.quantisation().zeroPoint(), Tail.of(requantisation), 1, macs);
    }

    private static void requireExtents(QuantisedNode node, Window window, QuantisedTensor input) {
        Shape made = window.output(ArrayLayer.mapOf(input.shape(), 1), node.output().shape().channels());
        if (!made.equals(ArrayLayer.mapOf(node.output().shape(), 1))) {
            throw new CompileException("layer %s makes %s from %s, which its output tensor of %s does not match"
                    .formatted(node.name(), made, input.shape(), node.output().shape()));
        }
    }

    private ArrayLayer maximum(QuantisedNode node, Window window, QuantisedTensor input) {
        requireExtents(node, window, input);
        boolean windowFits = window.kernelHeight() * window.kernelWidth() <= bankRows;
        return fused(input, layer -> layer.tail().canPool() && windowFits)
                .map(layer -> layer.followedBy(node.output(), "maxpool", layer.tail().pooling(window)))
                .orElseGet(() -> identity(node.name(), "maxpool", input, node.output(), tail -> tail.pooling(window)));
    }

    private ArrayLayer lookup(QuantisedNode node, byte[] table, QuantisedTensor input) {
        return fused(input, layer -> layer.tail().canLookUp())
                .map(layer -> layer.followedBy(node.output(), "lookup", layer.tail().lookingUp(table)))
                .orElseGet(() -> identity(node.name(), "lookup", input, node.output(), tail -> tail.lookingUp(table)));
    }

    /** The sum becomes a residual of the operand's layer that was made last; its input and the other operand are on the way anyway. */
    private ArrayLayer sum(QuantisedNode node, QuantisedOperator.Addition addition, List<QuantisedTensor> inputs) {
        QuantisedTensor left = inputs.getFirst();
        QuantisedTensor right = inputs.getLast();
        Tail.Residual addsRight = new Tail.Residual(right, addition);
        Tail.Residual addsLeft = new Tail.Residual(left, new QuantisedOperator.Addition(addition.rightMultiplier(),
                addition.leftMultiplier(), addition.shift(), addition.zeroPoint(), addition.clampLow(), addition.clampHigh()));
        List<String> made = List.copyOf(layers.keySet());
        boolean rightIsLater = made.indexOf(right.name()) > made.indexOf(left.name());
        Optional<ArrayLayer> later = rightIsLater ? adding(node, right, addsLeft) : adding(node, left, addsRight);
        return later.or(() -> rightIsLater ? adding(node, left, addsRight) : adding(node, right, addsLeft))
                .orElseGet(() -> identity(node.name(), "add", left, node.output(), tail -> tail.adding(addsRight)));
    }

    private Optional<ArrayLayer> adding(QuantisedNode node, QuantisedTensor operand, Tail.Residual residual) {
        // The hardware takes the zero point off that it has just added.
        return fused(operand, layer -> layer.tail().canAdd()
                && layer.requantisation().zeroPoint() == operand.quantisation().zeroPoint())
                .map(layer -> layer.followedBy(node.output(), "add", layer.tail().adding(residual)));
    }

    /** Takes the layer out that makes a tensor, if it is one that a node which alone reads the tensor can be fused into. */
    private Optional<ArrayLayer> fused(QuantisedTensor tensor, Predicate<ArrayLayer> condition) {
        List<ArrayLayer> made = layers.getOrDefault(tensor.name(), List.of());
        if (made.size() != 1 || segment.readers(tensor.name()) != 1 || !condition.test(made.getFirst())) {
            return Optional.empty();
        }
        return Optional.of(layers.remove(tensor.name()).getFirst());
    }

    private static ArrayLayer identity(String name, String op, QuantisedTensor input, QuantisedTensor output, UnaryOperator<Tail> behind) {
        int zeroPoint = input.quantisation().zeroPoint();
        int channels = input.shape().channels();
        Tail tail = behind.apply(Tail.identity(channels, zeroPoint));
        return new ArrayLayer(name, op, input, output, Phase.WHOLE, Kernel.sums(channels, Kernel.POINT), zeroPoint, tail, 1, 0);
    }

    /** A layer that makes another tensor of the same values. */
    static ArrayLayer copy(QuantisedTensor input, QuantisedTensor output) {
        return identity(output.name(), "copy", input, output, tail -> tail);
    }
}
