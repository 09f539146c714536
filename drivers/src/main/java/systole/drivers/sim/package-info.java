/** The simulator as a device: a thin binding of the shared library that the module sim builds. */
package systole.drivers.sim;
