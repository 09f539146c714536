package systole.runtime.fpga;

/** Device families that open tools synthesise for. */
public enum Family {
    /** AMD UltraScale+: the whole accelerator, to cells. */
    XCUP,
    /** Lattice iCE40: the array in a self-test, to a bitstream. */
    ICE40
}
