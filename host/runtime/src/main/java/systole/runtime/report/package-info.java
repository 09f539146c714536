/** Benchmarks and their reports, as records and as JSON. */
package systole.runtime.report;
