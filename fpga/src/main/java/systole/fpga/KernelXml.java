package systole.fpga;

import systole.contract.Configuration;
import systole.contract.KernelArgument;
import systole.contract.Register;

/** What the Vitis linker and the runtime read of a kernel: ports, and where arguments go (UG1393, "Kernel XML"). */
final class KernelXml {
    static final String CONTROL = "s_axi_control";
    static final String MEMORY = "m_axi_gmem";
    /** Vendor, library, name and version of the packaged kernel. */
    static final String VLNV = "systole:kernel:" + KernelArgument.KERNEL + ":1.0";

    private KernelXml() {
    }

    static String of(Configuration configuration) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <root versionMajor="1" versionMinor="6">
                  <kernel name="%1$s" language="ip_c" vlnv="%2$s" attributes="" preferredWorkGroupSizeMultiple="0" workGroupSize="1" \
                interrupt="true" hwControlProtocol="ap_ctrl_hs">
                    <ports>
                      <port name="%3$s" mode="master" range="0xFFFFFFFFFFFFFFFF" dataWidth="%4$d" portType="addressable" base="0x0"/>
                      <port name="%5$s" mode="slave" range="0x%6$X" dataWidth="32" portType="addressable" base="0x0"/>
                    </ports>
                    <args>
                %7$s    </args>
                  </kernel>
                </root>
                """.formatted(KernelArgument.KERNEL, VLNV, MEMORY, 8 * configuration.bus().bytes(), CONTROL, Register.SPACE, arguments());
    }

    private static String arguments() {
        StringBuilder text = new StringBuilder();
        for (KernelArgument argument : KernelArgument.values()) {
            text.append("""
                          <arg name="%1$s" addressQualifier="%2$d" id="%3$d" port="%4$s" size="0x%5$X" offset="0x%6$X" hostOffset="0x0" \
                    hostSize="0x%5$X" type="%7$s"/>
                    """.formatted(argument.parameter(), argument.pointer() ? 1 : 0, argument.position(), argument.pointer() ? MEMORY : CONTROL,
                    argument.bytes(), argument.register().offset(), argument.pointer() ? "void*" : "uint"));
        }
        return text.toString();
    }
}
