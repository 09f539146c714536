/**
 * The file that configures a card. On real cards {@code v++} writes it; for the Xilinx Runtime's hardware emulation it is
 * written here, without a bitstream.
 */
package systole.drivers.xrt.xclbin;
