/** The golden answer: quantised graphs executed by loops that are clear first and fast second. */
package systole.runtime.reference;
