package systole.runtime.fpga;

/** How the array's products share the device's multipliers. */
public enum Multiplication {
    /** Two int8 products in one multiplication of 27 by 8 bits. */
    PACKED,
    /** A multiplier for each product. */
    SEPARATE
}
