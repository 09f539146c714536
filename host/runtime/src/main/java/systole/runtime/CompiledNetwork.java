package systole.runtime;

import systole.compiler.Program;
import systole.quant.QuantisedGraph;

/**
 * The two forms of one network that devices take.
 *
 * @param graph what is computed; the reference device executes it
 * @param program how an accelerator computes it; all other devices execute it
 */
public record CompiledNetwork(QuantisedGraph graph, Program program) {
    /**
     * The bytes that the program wants in region INPUT.
     *
     * @param input quantised, in (channel, y, x) order
     * @throws IllegalArgumentException where the input has not as many bytes as its shape has elements
     */
    public byte[] pack(byte[] input) {
        return program.input().pack(input, (byte) graph.input().quantisation().zeroPoint());
    }
}
