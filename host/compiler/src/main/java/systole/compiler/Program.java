package systole.compiler;

import java.util.List;
import java.util.Map;
import systole.contract.Configuration;
import systole.contract.Descriptor;
import systole.contract.Region;

/**
 * What a device loads once and runs many times: a network, or one array segment of it.
 *
 * @param name the network's name, with a number where it has several programs
 * @param configuration the accelerator it is planned for
 * @param descriptors in dispatch order: every wait names steps of descriptors that stand before it
 * @param constants the bytes of region CONSTANTS: weight tiles, parameters, lookup tables
 * @param inputs where the host writes each input, in region INPUT
 * @param outputs where the host finds each output, in region OUTPUT
 * @param observables layouts of tensors that reach device memory, for comparison: every layer's output with
 *     {@link CompilerOptions#observing()}, else none
 * @param workspaceBytes size of region WORKSPACE
 * @param outputBytes size of region OUTPUT: it may hold more than the outputs
 * @param layers in execution order
 */
public record Program(
        String name, Configuration configuration, List<Descriptor> descriptors, byte[] constants, List<TensorLayout> inputs,
        List<TensorLayout> outputs, List<TensorLayout> observables, int workspaceBytes, int outputBytes,
        List<LayerPlan> layers) {
    public Program {
        descriptors = List.copyOf(descriptors);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        observables = List.copyOf(observables);
        layers = List.copyOf(layers);
    }

    /** The layout of the only input; throws {@link IllegalStateException} where there are several. */
    public TensorLayout input() {
        return only("inputs", inputs);
    }

    /** The layout of the only output; throws {@link IllegalStateException} where there are several. */
    public TensorLayout output() {
        return only("outputs", outputs);
    }

    /**
     * The bytes of region INPUT.
     *
     * @param tensors values by name, of all inputs at least, in the order (image, channel, y, x)
     * @throws IllegalArgumentException where a tensor has not as many bytes as the images have elements
     */
    public byte[] pack(Map<String, byte[]> tensors) {
        byte[] region = new byte[bytes(Region.INPUT)];
        for (TensorLayout layout : inputs) {
            byte[] packed = layout.pack(tensors.get(layout.tensor().name()));
            System.arraycopy(packed, 0, region, Math.toIntExact(layout.offset()), packed.length);
        }
        return region;
    }

    /** Bytes of a region that the program uses. */
    public int bytes(Region region) {
        return switch (region) {
            case CONSTANTS -> constants.length;
            case WORKSPACE -> workspaceBytes;
            case INPUT -> Math.toIntExact(inputs.stream().mapToLong(layout -> layout.offset() + layout.bytes()).max().orElse(0));
            case OUTPUT -> outputBytes;
        };
    }

    /** The program with other descriptors, unchecked: for tests that break programs. */
    public Program withDescriptors(List<Descriptor> others) {
        return new Program(name, configuration, others, constants, inputs, outputs, observables, workspaceBytes, outputBytes, layers);
    }

    /** The program with other constants, unchecked: for tests that break programs. */
    public Program withConstants(byte[] others) {
        return new Program(name, configuration, descriptors, others, inputs, outputs, observables, workspaceBytes, outputBytes, layers);
    }

    private TensorLayout only(String what, List<TensorLayout> layouts) {
        if (layouts.size() != 1) {
            throw new IllegalStateException("program %s has %d %s, not one".formatted(name, layouts.size(), what));
        }
        return layouts.getFirst();
    }
}
