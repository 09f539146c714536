package systole.runtime.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What a benchmark measured; the JSON names are an interface and stay. MACs, cycles and bytes are sums over all images. What a
 * device without a clock cannot know is null, and left out of the JSON.
 *
 * @param model the network's name
 * @param device the device's name
 * @param array the array's size N
 * @param clockMegahertz the clock behind imagesPerSecond
 * @param batch images that a run of the program takes at once
 * @param images images that ran
 * @param bitExact whether every tensor compared equals the reference's
 * @param mismatches bytes that differ
 * @param compilation how the program came about and what it needs
 * @param layers those of the array, in the program's order; their cycles sum to the total
 * @param conv the convolution layers together
 * @param total all layers
 * @param imagesPerSecond images a second at the stated clock
 * @param simulation how fast the simulation ran
 * @param reference how fast the Java reference ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String model, String device, int array, @JsonProperty("clock_mhz") double clockMegahertz, int batch, int images,
        @JsonProperty("bit_exact") boolean bitExact, long mismatches, Compilation compilation, List<Layer> layers, Share conv, Share total,
        @JsonProperty("images_per_s") Double imagesPerSecond, @JsonProperty("sim") Simulation simulation, Reference reference) {

    /**
     * The program.
     *
     * @param seconds from quantised graph to program
     * @param programs of the array, one after the other with host nodes between them
     * @param descriptors of all of them
     * @param peakMemoryBytes device memory of the largest: its descriptors, weights, inputs, outputs, and tensors that share bytes by lifetime
     * @param hostNodes what the array cannot do; their time counts nowhere
     */
    public record Compilation(
            @JsonProperty("wall_s") double seconds, int programs, int descriptors, @JsonProperty("peak_memory_bytes") long peakMemoryBytes,
            @JsonProperty("host_nodes") List<HostNode> hostNodes) {
    }

    /** A node that the host computes, by its name and by what it is, as in {@code softmax}. */
    public record HostNode(String name, String op) {
    }

    /**
     * One layer.
     *
     * @param name its name, as in {@code conv1+pool1}
     * @param op what it is, as in {@code conv+maxpool}
     * @param macs multiply-accumulates that the network needs
     * @param costs what the counters say of it, or null
     */
    public record Layer(String name, String op, long macs, @JsonUnwrapped Costs costs) {
    }

    /**
     * What a layer cost; stalls are in cycles.
     *
     * @param cycles from the last drain of the layer before it to its own
     * @param utilisation macs / (cycles x N x N)
     * @param arrayBusy cycles in which the array was fed, with useful vectors or with padding of its lanes
     */
    public record Costs(
            long cycles, double utilisation, @JsonProperty("array_busy") long arrayBusy, @JsonProperty("stall_load") long stallLoad,
            @JsonProperty("stall_store") long stallStore, @JsonProperty("stall_weights") long stallWeights,
            @JsonProperty("bytes_read") long bytesRead, @JsonProperty("bytes_written") long bytesWritten) {
        /** Cycles of pipeline fill and drain, and those without work in the queue: the rest. */
        public long fillAndDrain() {
            return cycles - arrayBusy - stallLoad - stallStore - stallWeights;
        }
    }

    /** Several layers together; cycles and utilisation may be null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Share(long macs, Long cycles, Double utilisation) {
    }

    /** Speed of the simulation, over the time from start to done; short runs are repeated for it. */
    public record Simulation(
            @JsonProperty("wall_s") double wallSeconds, @JsonProperty("cycles_per_s") double cyclesPerSecond,
            @JsonProperty("macs_per_s") double macsPerSecond) {
    }

    /** Speed of the Java reference, on one core and warmed up; wallSeconds is for as many images as ran on the device. */
    public record Reference(@JsonProperty("wall_s") double wallSeconds, @JsonProperty("images_per_s") double imagesPerSecond) {
    }
}
