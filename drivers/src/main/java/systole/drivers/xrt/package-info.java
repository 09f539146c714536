/** The device {@code xrt}: the kernel on an FPGA card, behind the Xilinx Runtime's C interface. */
package systole.drivers.xrt;
