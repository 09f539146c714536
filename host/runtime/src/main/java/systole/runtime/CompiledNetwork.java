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
}
