/** Devices behind one interface, and sessions that run a network on one of them. */
package systole.runtime;
