package systole.fpga;

import systole.contract.KernelArgument;
import systole.runtime.fpga.Platform;

/** What {@code v++ --link} is told: one compute unit, its memory, its place and its clock (UG1393, "Vitis Compiler Configuration File"). */
final class LinkConfiguration {
    /** The compute unit. */
    static final String UNIT = KernelArgument.KERNEL + "_1";

    private LinkConfiguration() {
    }

    static String of(Platform platform) {
        String place = platform.logicRegions() == 1 ? "" : "slr=%s:SLR0\n".formatted(UNIT);
        return """
                kernel_frequency=%1$d

                [connectivity]
                nk=%2$s:1:%3$s
                sp=%3$s.%4$s:%5$s
                %6$s""".formatted(Platform.CLOCK_MEGAHERTZ, KernelArgument.KERNEL, UNIT, KernelXml.MEMORY,
                platform.memory(), place);
    }
}
