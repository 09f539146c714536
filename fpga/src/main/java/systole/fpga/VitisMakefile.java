package systole.fpga;

import systole.contract.KernelArgument;
import systole.runtime.fpga.Platform;

/** The Makefile that takes the packaged files to a bitstream. */
final class VitisMakefile {
    private static final String NO_PLATFORM = "$(error there is no platform for this card: make PLATFORM=FILE.xpfm)";

    private VitisMakefile() {
    }

    static String of(Platform platform) {
        return """
                # make: the kernel as %1$s.xo, then linked as %1$s.xclbin. Source Vitis' settings64.sh first; linking takes hours.
                # A platform of your own: make PLATFORM=/path/to/platform.xpfm
                PLATFORM ?= %2$s
                VIVADO ?= vivado
                VPP ?= v++
                TARGET ?= hw

                %3$s
                %1$s.xo: package.tcl kernel.xml $(wildcard rtl/*.sv)
                \t$(VIVADO) -mode batch -source package.tcl -tclargs $(abspath $@)

                .PHONY: clean
                clean:
                \trm -rf vivado ip _x .Xil %1$s.xo %1$s.xsa %1$s.xclbin *.log *.jou
                """.formatted(KernelArgument.KERNEL, platform.vitisName().orElse(NO_PLATFORM),
                platform.versal() ? packaging() + link("xsa") : link("xclbin"));
    }

    /** Versal devices are linked to a hardware platform, and that is packaged (UG1393, "Packaging the System"). */
    private static String packaging() {
        return """
                %1$s.xclbin: %1$s.xsa
                \t$(VPP) --package --target $(TARGET) --platform $(PLATFORM) --output $@ $<

                """.formatted(KernelArgument.KERNEL);
    }

    private static String link(String format) {
        return """
                %1$s.%2$s: %1$s.xo link.cfg
                \t$(VPP) --link --target $(TARGET) --platform $(PLATFORM) --config link.cfg --output $@ $<
                """.formatted(KernelArgument.KERNEL, format);
    }
}
