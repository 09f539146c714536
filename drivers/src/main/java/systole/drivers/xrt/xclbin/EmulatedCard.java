package systole.drivers.xrt.xclbin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import systole.contract.KernelArgument;
import systole.files.WholeFile;

/**
 * A card of the hardware emulation: the accelerator's kernel and one bank of memory.
 *
 * @param memoryBase device address of the bank
 * @param memoryBytes its size, a multiple of 1024
 */
public record EmulatedCard(long memoryBase, long memoryBytes) {
    /** What the emulated card calls its platform. */
    public static final String PLATFORM = "systole_emulated_1_0";

    private static final long KERNEL_ADDRESS = 0x1800000;
    private static final byte DDR4 = 1;
    private static final byte USED = 1;
    private static final int MEMORY_BYTES = 40;
    private static final int MEMORY_NAME_BYTES = 16;
    private static final int IP_BYTES = 80;
    private static final int IP_NAME_BYTES = 64;
    private static final int KERNEL_IP = 1;
    private static final int BYTES_PER_UNIT = 1024;

    /** Writes the xclbin that configures it. */
    public void write(Path file) throws IOException {
        byte[] bytes = new XclbinAssembly()
                .section(SectionKind.BITSTREAM, new byte[16])
                .section(SectionKind.EMBEDDED_METADATA, utf8(KernelMetadata.xml(KERNEL_ADDRESS)))
                .section(SectionKind.MEM_TOPOLOGY, memories())
                .section(SectionKind.CONNECTIVITY, connections())
                .section(SectionKind.IP_LAYOUT, kernels())
                .section(SectionKind.BUILD_METADATA, utf8("{\"build_metadata\":{\"xclbin\":{\"generated_by\":{\"name\":\"systole\"}}}}"))
                .assemble(XclbinHeader.HARDWARE_EMULATION, PLATFORM);
        WholeFile.write(file, stream -> stream.write(bytes));
    }

    /** struct mem_topology: a count, and of each bank type (1), used (1), padding (6), KiB (8), base address (8), name (16). */
    private byte[] memories() {
        ByteBuffer section = LittleEndian.zeros(2 * Integer.BYTES + MEMORY_BYTES);
        section.putLong(1).put(DDR4).put(USED).position(section.position() + 6).putLong(memoryBytes / BYTES_PER_UNIT).putLong(memoryBase);
        return LittleEndian.putText(section, "DDR[0]", MEMORY_NAME_BYTES).array();
    }

    /** struct connectivity: a count, and of each pointer its position, its kernel and its bank, 4 bytes each. */
    private static byte[] connections() {
        List<KernelArgument> pointers = Arrays.stream(KernelArgument.values()).filter(KernelArgument::pointer).toList();
        ByteBuffer section = LittleEndian.zeros((1 + 3 * pointers.size()) * Integer.BYTES).putInt(pointers.size());
        pointers.forEach(pointer -> section.putInt(pointer.position()).putInt(0).putInt(0));
        return section.array();
    }

    /** struct ip_layout: a count, and of each kernel type (4), properties (4), base address (8), name of kernel and instance (64). */
    private static byte[] kernels() {
        ByteBuffer section = LittleEndian.zeros(2 * Integer.BYTES + IP_BYTES);
        section.putLong(1).putInt(KERNEL_IP).putInt(0).putLong(KERNEL_ADDRESS);
        return LittleEndian.putText(section, "%1$s:%1$s_1".formatted(KernelArgument.KERNEL), IP_NAME_BYTES).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
