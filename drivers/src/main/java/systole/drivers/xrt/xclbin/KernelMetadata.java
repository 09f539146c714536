package systole.drivers.xrt.xclbin;

import systole.contract.KernelArgument;
import systole.contract.Register;

/** The description of the kernel that the runtime reads arguments' places from: section EMBEDDED_METADATA. */
final class KernelMetadata {
    private static final String CONTROL = "s_axi_control";
    private static final String MEMORY = "m_axi_gmem";

    private KernelMetadata() {
    }

    /** The XML for one instance of the kernel with its registers at that address. */
    static String xml(long address) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <project name="%1$s">
                  <platform vendor="systole" boardid="emulated" name="%1$s" featureRomTime="0">
                    <version major="1" minor="0"/>
                    <device name="fpga0" fpgaDevice="simulated" addrWidth="0">
                      <core name="OCL_REGION_0" target="hw_em" type="clc_region" numComputeUnits="1">
                        <kernelClocks><clock port="KERNEL_CLK" frequency="300MHz"/></kernelClocks>
                        <kernel name="%1$s" language="ip_c" vlnv="systole:kernel:%1$s:1.0" attributes="" preferredWorkGroupSizeMultiple="0" workGroupSize="1" interrupt="true" hwControlProtocol="ap_ctrl_hs">
                          <port name="%2$s" mode="master" range="0xFFFFFFFFFFFFFFFF" dataWidth="128" portType="addressable" base="0x0"/>
                          <port name="%3$s" mode="slave" range="0x%4$x" dataWidth="32" portType="addressable" base="0x0"/>
                %5$s          <instance name="%1$s_1"><addrRemap base="0x%6$x" port="%3$s"/></instance>
                        </kernel>
                      </core>
                    </device>
                  </platform>
                </project>
                """.formatted(KernelArgument.KERNEL, MEMORY, CONTROL, Register.SPACE, arguments(), address);
    }

    private static String arguments() {
        StringBuilder text = new StringBuilder();
        for (KernelArgument argument : KernelArgument.values()) {
            boolean pointer = argument.pointer();
            text.append("""
                              <arg name="%1$s" addressQualifier="%2$d" id="%3$d" port="%4$s" size="0x%5$x" offset="0x%6$x" \
                    hostOffset="0x0" hostSize="0x%5$x" type="%7$s"/>
                    """.formatted(argument.parameter(), pointer ? 1 : 0, argument.position(), pointer ? MEMORY : CONTROL,
                    argument.bytes(), argument.register().offset(), pointer ? "void*" : "uint"));
        }
        return text.toString();
    }
}
