package systole.runtime.fpga;

import java.util.Optional;

/**
 * Cards and boards that a Vitis kernel can be linked for. Parts, memory and logic regions are those of AMD's data sheets (DS965 U50, DS962 U200 and
 * U250, DS963 U280, DS1013 V80, DS987 KV260) and UG1267 (ZCU104); platforms are the newest that AMD lists for Vitis 2022.2 and newer.
 */
public enum Platform {
    U50("xilinx_u50_gen3x16_xdma_5_202210_1", "xcu50-fsvh2104-2-e", "HBM[0:31]", 2),
    U200("xilinx_u200_gen3x16_xdma_2_202110_1", "xcu200-fsgd2104-2-e", "DDR[0]", 3),
    U250("xilinx_u250_gen3x16_xdma_4_1_202210_1", "xcu250-figd2104-2l-e", "DDR[0]", 4),
    U280("xilinx_u280_gen3x16_xdma_1_202211_1", "xcu280-fsvh2892-2l-e", "HBM[0:31]", 3),
    /** A Versal card. AMD offers no Vitis platform for it: its owner names one of their own. */
    V80("", "xcv80-lsva4737-2mhp-e-s", "HBM[0:31]", 3),
    KV260("xilinx_kv260_base_202220_1", "xck26-sfvc784-2lv-c", "HP0", 1),
    ZCU104("xilinx_zcu104_base_202220_1", "xczu7ev-ffvc1156-2-e", "HP0", 1);

    /** What every kernel is linked for at first, in MHz: no vendor's timing analysis was run, and this is modest on all of these parts. */
    public static final int CLOCK_MEGAHERTZ = 200;

    private final String vitisName;
    private final String part;
    private final String memory;
    private final int logicRegions;

    Platform(String vitisName, String part, String memory, int logicRegions) {
        this.vitisName = vitisName;
        this.part = part;
        this.memory = memory;
        this.logicRegions = logicRegions;
    }

    /** The platform's name that {@code v++} knows, empty where there is none. */
    public Optional<String> vitisName() {
        return Optional.of(vitisName).filter(name -> !name.isEmpty());
    }

    /** The device's part, as Vivado writes it. */
    public String part() {
        return part;
    }

    /** The memory that the kernel is connected to, in the words of {@code v++}'s option {@code connectivity.sp}. */
    public String memory() {
        return memory;
    }

    /** Whether the device is a Versal one, which {@code v++} links to a hardware platform first and then packages. */
    public boolean versal() {
        return this == V80;
    }

    /** Super logic regions; the memory of each platform is next to the first. */
    public int logicRegions() {
        return logicRegions;
    }
}
