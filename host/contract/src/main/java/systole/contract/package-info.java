/**
 * The one contract between compiler, simulator, hardware and drivers: descriptors, registers, counters, error codes and
 * the accelerator's configuration. Scala elaborates from these classes, C++ gets a header generated from them, and the
 * documentation's tables are printed from them, so a fact stated here is stated nowhere else.
 *
 * <p>Public signatures stay within the Java 17 API: the Scala compiler reads these classes.
 */
package systole.contract;
