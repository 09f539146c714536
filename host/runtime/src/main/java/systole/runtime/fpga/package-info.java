/** Accelerators for FPGAs, as commands ask for them: which cards, and what is made for them. */
package systole.runtime.fpga;
