package systole.compiler;

import java.util.List;
import systole.contract.Configuration;
import systole.contract.Descriptor;

/**
 * A compiled network: what a device loads once and runs many times.
 *
 * @param name the network's name
 * @param configuration the accelerator it is planned for
 * @param descriptors in dispatch order: every wait names steps of descriptors that stand before it
 * @param constants the bytes of region CONSTANTS: weight tiles, parameters, lookup tables
 * @param input where the host writes the input, in region INPUT
 * @param output where the host finds the output, in region OUTPUT
 * @param observables layouts of tensors that reach device memory, for comparison: every layer's output with
 *     {@link CompilerOptions#observing()}, else none
 * @param workspaceBytes size of region WORKSPACE
 * @param layers in execution order
 */
public record Program(
        String name, Configuration configuration, List<Descriptor> descriptors, byte[] constants, TensorLayout input,
        TensorLayout output, List<TensorLayout> observables, int workspaceBytes, List<LayerPlan> layers) {
    public Program {
        descriptors = List.copyOf(descriptors);
        observables = List.copyOf(observables);
        layers = List.copyOf(layers);
    }
}
