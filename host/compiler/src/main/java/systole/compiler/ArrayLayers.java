package systole.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedTensor;
import systole.quant.Requantisation;

/** Turns a graph's nodes into array layers and fuses pools into the convolutions before them. */
final class ArrayLayers {
    private final QuantisedGraph graph;
    private final int bankRows;
    private final List<ArrayLayer> layers = new ArrayList<>();

    private ArrayLayers(QuantisedGraph graph, int bankRows) {
        this.graph = graph;
        this.bankRows = bankRows;
    }

    /** The graph's layers in order, for accumulator banks of that many rows. */
    static List<ArrayLayer> of(QuantisedGraph graph, int bankRows) {
        ArrayLayers lowering = new ArrayLayers(graph, bankRows);
        graph.nodes().forEach(lowering::add);
        return lowering.layers;
    }

    private void add(QuantisedNode node) {
        try {
            if (node.operator() instanceof QuantisedOperator.MaxPool(Window window) && fuses(node, window)) {
                layers.add(layers.removeLast().pooledBy(node.name(), window, node.output()));
            } else {
                layers.add(layer(node));
            }
        } catch (CompileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw CompileException.inLayer(node.name(), e);
        }
    }

    /** Whether nothing but this pool reads the layer before it, and one output's window fits an accumulator bank. */
    private boolean fuses(QuantisedNode pool, Window window) {
        String read = pool.inputs().getFirst();
        Map<String, Integer> readers = new HashMap<>();
        graph.nodes().forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        return !layers.isEmpty() && layers.getLast().output().name().equals(read) && layers.getLast().pool().equals(ArrayLayer.NO_POOL)
                && readers.get(read) == 1 && window.kernelHeight() * window.kernelWidth() <= bankRows;
    }

    private ArrayLayer layer(QuantisedNode node) {
        if (node.inputs().size() != 1) {
            throw new CompileException("layer %s must read one tensor, not %d".formatted(node.name(), node.inputs().size()));
        }
        QuantisedTensor input = graph.tensor(node.inputs().getFirst());
        Shape map = ArrayLayer.mapOf(input.shape());
        int zeroPoint = input.quantisation().zeroPoint();
        int channels = map.channels();
        return switch (node.operator()) {
            case QuantisedOperator.Convolution c -> {
                int outputs = node.output().shape().channels();
                long macs = (long) c.weights().length * node.output().shape().height() * node.output().shape().width();
                yield new ArrayLayer(node.name(), "conv", input, node.output(), outputs, c.window(), c.groups(), c.weights(),
                        zeroPoint, c.requantisation(), ArrayLayer.NO_POOL, macs);
            }
            case QuantisedOperator.Linear l -> {
                Window whole = new Window(map.height(), map.width(), 1, 1, 0, 0, 0, 0, 1, 1);
                yield new ArrayLayer(node.name(), "linear", input, node.output(), node.output().shape().channels(), whole, 1, l.weights(),
                        zeroPoint, l.requantisation(), ArrayLayer.NO_POOL, l.weights().length);
            }
            case QuantisedOperator.AveragePool p -> new ArrayLayer(node.name(), "averagepool", input, node.output(), channels,
                    p.window(), channels, ones(channels * p.window().kernelHeight() * p.window().kernelWidth()), zeroPoint,
                    p.requantisation(), ArrayLayer.NO_POOL, 0);
            // The sums of a 1x1 identity, scaled by 1 without zero points, are the values themselves.
            case QuantisedOperator.MaxPool p -> new ArrayLayer(node.name(), "maxpool", input, node.output(), channels,
                    ArrayLayer.NO_POOL, channels, ones(channels), 0, identity(channels), p.window(), 0);
            default -> throw new CompileException("layer %s is a %s, which the array cannot run yet"
                    .formatted(node.name(), node.operator().getClass().getSimpleName()));
        };
    }

    private static byte[] ones(int count) {
        byte[] ones = new byte[count];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }

    private static Requantisation identity(int channels) {
        float[] scale = new float[channels];
        Arrays.fill(scale, 1f);
        return new Requantisation(new int[channels], scale, 0, Byte.MIN_VALUE, Byte.MAX_VALUE, Optional.empty());
    }
}
