/** The command line. Devices come from the class path through {@link java.util.ServiceLoader}; no driver is named here. */
package systole.cli;
