package systole.runtime.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedNode;
import systole.quant.QuantisedOperator;
import systole.quant.QuantisedOperator.AveragePool;
import systole.quant.QuantisedOperator.Convolution;
import systole.quant.QuantisedOperator.Linear;
import systole.quant.QuantisedOperator.MaxPool;
import systole.quant.QuantisedTensor;

/**
 * Executes quantised graphs on (channel, y, x) tensors: the golden answer. It shares no code with the compiler or any device,
 * only the declaration of the graph and {@link systole.quant.Requantisation#apply}.
 */
public final class ReferenceExecutor {
    private final QuantisedGraph graph;

    public ReferenceExecutor(QuantisedGraph graph) {
        this.graph = graph;
    }

    /**
     * Every node's tensor by name, in (channel, y, x) order.
     *
     * @param input as many bytes as the input's shape has elements
     * @throws IllegalArgumentException where the input has another size
     */
    public Map<String, byte[]> run(byte[] input) {
        Shape shape = graph.input().shape();
        if (input.length != shape.size()) {
            throw new IllegalArgumentException("network %s takes %s = %d bytes, not %d"
                    .formatted(graph.name(), shape, shape.size(), input.length));
        }
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        tensors.put(graph.input().name(), input);
        for (QuantisedNode node : graph.nodes()) {
            String read = node.inputs().getFirst();
            tensors.put(node.name(), execute(node.operator(), graph.tensor(read), tensors.get(read), node.output().shape()));
        }
        tensors.remove(graph.input().name());
        return tensors;
    }

    private static byte[] execute(QuantisedOperator operator, QuantisedTensor read, byte[] values, Shape output) {
        int zeroPoint = read.quantisation().zeroPoint();
        return switch (operator) {
            case Convolution convolution -> ConvolutionLoops.run(convolution, read.shape(), zeroPoint, values, output);
            case Linear linear -> linear(linear, zeroPoint, values, output.size());
            case MaxPool pool -> PoolLoops.maximum(pool, read.shape(), values, output);
            case AveragePool pool -> PoolLoops.average(pool, read.shape(), zeroPoint, values, output);
        };
    }

    /** A convolution of a single pixel that has a channel for every element. */
    private static byte[] linear(Linear linear, int zeroPoint, byte[] values, int outputs) {
        Convolution convolution = new Convolution(Window.square(1, 1, 0), 1, linear.weights(), linear.requantisation());
        return ConvolutionLoops.run(convolution, Shape.map(values.length, 1, 1), zeroPoint, values, Shape.map(outputs, 1, 1));
    }
}
