package systole.runtime;

import java.util.Optional;

/**
 * A card in this machine, by what the operating system says of it.
 *
 * @param bdf its place on the PCI bus, as in {@code 0000:65:00.1}
 * @param platform the shell that it runs, as in {@code xilinx_u250_gen3x16_xdma_4_1}; empty where nothing is said
 * @param memoryBytes bytes of its memory; 0 where nothing is said
 * @param xclbin the UUID of what it is configured with; empty where it is not
 * @param ready whether it can be opened
 */
public record PluggedCard(String bdf, String platform, long memoryBytes, Optional<String> xclbin, boolean ready) {
}
