package systole.verify;

import java.util.ArrayList;
import java.util.List;
import systole.graph.Shape;
import systole.quant.QuantisedGraph;
import systole.runtime.DeviceOptions;
import systole.runtime.MemoryTiming;

/**
 * A network, an accelerator and a memory to try it on. Everything follows from this record, and {@link CaseText} writes it as one
 * word that a command line takes.
 *
 * @param accelerator what it runs on
 * @param memory how the simulated memory behaves; its seed also decides all values of the network
 * @param input what the network reads
 * @param nodes 1 to 64 layers in order; the last one's tensor is the output
 */
public record Case(Accelerator accelerator, MemoryTiming memory, Input input, List<Node> nodes) {
    private static final int MOST_NODES = 64;
    private static final int LARGEST_TENSOR = 1 << 22;
    private static final long LARGEST_WEIGHTS = 1 << 24;

    public Case {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || nodes.size() > MOST_NODES) {
            throw new IllegalArgumentException("a case must have 1 to %d layers, not %d".formatted(MOST_NODES, nodes.size()));
        }
        if (memory.seed() != (int) memory.seed()) {
            throw new IllegalArgumentException("a case's seed must fit 32 bits, not " + memory.seed());
        }
        types(input, nodes);
    }

    /** The input's type, then those of what each layer makes. */
    public List<TensorType> types() {
        return types(input, nodes);
    }

    private static List<TensorType> types(Input input, List<Node> nodes) {
        List<TensorType> types = new ArrayList<>(List.of(input.type()));
        for (Node node : nodes) {
            int number = types.size();
            List<TensorType> read = node.reads().stream().map(reads -> types.get(checked(number, reads))).toList();
            try {
                types.add(checked(node.layer(), read));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer %d: %s".formatted(number, e.getMessage()), e);
            }
        }
        return types;
    }

    private static int checked(int number, int reads) {
        if (reads < 0 || reads >= number) {
            throw new IllegalArgumentException("layer %d must read 0 (the input) to %d, not %d".formatted(number, number - 1, reads));
        }
        return reads;
    }

    /** What a layer makes, unless a tensor or the weights would be too large to try. */
    private static TensorType checked(Layer layer, List<TensorType> inputs) {
        TensorType output = layer.output(inputs);
        Shape input = inputs.getFirst().shape();
        if (Math.max(input.size(), output.shape().size()) > LARGEST_TENSOR) {
            throw new IllegalArgumentException("a case's tensors must have at most %d bytes, not %s and %s"
                    .formatted(LARGEST_TENSOR, input, output.shape()));
        }
        if (weights(layer, input) > LARGEST_WEIGHTS) {
            throw new IllegalArgumentException("a case's layer must have at most %d weights, not %d"
                    .formatted(LARGEST_WEIGHTS, weights(layer, input)));
        }
        return output;
    }

    private static long weights(Layer layer, Shape input) {
        return switch (layer) {
            case Layer.Convolution c -> (long) c.outputs() * (input.channels() / c.groups()) * WindowFields.taps(c.window());
            case Layer.TransposedConvolution c -> (long) c.outputs() * input.channels() * WindowFields.taps(c.window());
            case Layer.Linear l -> (long) l.outputs() * input.size();
            case Layer.MaxPool _, Layer.AveragePool _, Layer.Lookup _, Layer.Normalisation _, Layer.Addition _, Layer.Concatenation _ -> 0;
        };
    }

    /** The network with all its values. */
    public QuantisedGraph graph() {
        return new CaseNetwork(this).graph();
    }

    /** The input's bytes in (channel, y, x) order. */
    public byte[] inputBytes() {
        return new CaseNetwork(this).inputBytes();
    }

    /** The device that the case wants. */
    public DeviceOptions options() {
        return accelerator.options(memory);
    }

    /** The same with other layers. */
    Case withNodes(List<Node> others) {
        return new Case(accelerator, memory, input, others);
    }

    /** The same with another memory. */
    Case withMemory(MemoryTiming other) {
        return new Case(accelerator, other, input, nodes);
    }

    /** As {@link CaseText} writes it. */
    @Override
    public String toString() {
        return CaseText.format(this);
    }
}
