/** Accelerators for FPGAs, as commands ask for them: cards, device families and what synthesis finds. */
package systole.runtime.fpga;
