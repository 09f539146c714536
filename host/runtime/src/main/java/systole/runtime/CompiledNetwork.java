package systole.runtime;

import systole.compiler.NetworkProgram;
import systole.quant.QuantisedGraph;

/**
 * The two forms of one network that devices take.
 *
 * @param graph what is computed; the reference device executes it
 * @param program how an accelerator computes it; all other devices execute it
 */
public record CompiledNetwork(QuantisedGraph graph, NetworkProgram program) {
    /**
     * A run's input, if it is one.
     *
     * @throws IllegalArgumentException where it has not as many bytes as the batch's images have elements
     */
    public byte[] requireBatch(byte[] input) {
        int size = Math.multiplyExact(program.images(), graph.input().shape().size());
        if (input.length != size) {
            throw new IllegalArgumentException("network %s takes %d of %s = %d bytes, not %d"
                    .formatted(graph.name(), program.images(), graph.input().shape(), size, input.length));
        }
        return input;
    }
}
