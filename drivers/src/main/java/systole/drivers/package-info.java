/** What all drivers of the hardware share: where a program lies in device memory, and how its kernel is set up and read. */
package systole.drivers;
