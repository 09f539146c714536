/** Vitis kernels and open synthesis of the accelerator. */
package systole.fpga;
