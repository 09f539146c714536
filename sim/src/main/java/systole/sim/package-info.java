/**
 * Builds the simulator: SystemVerilog through Verilator and the C++ compiler into one shared library per configuration, kept in
 * a cache. The library's C ABI is {@code systole_sim.h}.
 */
package systole.sim;
