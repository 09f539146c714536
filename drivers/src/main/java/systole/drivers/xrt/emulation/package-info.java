/** The Xilinx Runtime's hardware emulation around a simulated card: what it needs of its environment, and the process it runs in. */
package systole.drivers.xrt.emulation;
