package systole.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A device whose runs are altered: for tests of what must notice it.
 *
 * @param device what runs networks as it should
 * @param description what the device says that it is
 * @param alteration what happens to the runs of a network
 */
public record AlteredDevice(Device device, DeviceDescription description, Function<CompiledNetwork, Alteration> alteration) implements Device {
    /** Runs a network otherwise than its device would. */
    @FunctionalInterface
    public interface Alteration {
        /** The result, or an exception, instead of that of {@link LoadedNetwork#run}. */
        RunResult run(LoadedNetwork network, byte[] input);
    }

    /** A device that says that it is the right one. */
    public static AlteredDevice of(Device device, Function<CompiledNetwork, Alteration> alteration) {
        return new AlteredDevice(device, device.description(), alteration);
    }

    /** Makes the last byte of the network's output wrong. */
    public static Alteration wrongLastByte(CompiledNetwork network) {
        return (loaded, input) -> {
            RunResult right = loaded.run(input);
            byte[] output = right.output().clone();
            output[output.length - 1] ^= 1;
            Map<String, byte[]> tensors = new HashMap<>(right.tensors());
            tensors.put(network.graph().output().name(), output);
            return new RunResult(output, tensors, right.timing());
        };
    }

    /** Fails at a run, counted from 0, on every network anew. */
    public static Alteration failure(int run) {
        int[] runs = {0};
        return (loaded, input) -> {
            if (runs[0]++ == run) {
                throw new DeviceException("its fan has stopped");
            }
            return loaded.run(input);
        };
    }

    @Override
    public LoadedNetwork load(CompiledNetwork network) {
        return new Loaded(device.load(network), alteration.apply(network));
    }

    @Override
    public void close() {
        device.close();
    }

    private record Loaded(LoadedNetwork network, Alteration alteration) implements LoadedNetwork {
        @Override
        public RunResult run(byte[] input) {
            return alteration.run(network, input);
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
