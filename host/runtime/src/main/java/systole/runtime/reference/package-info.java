/** The golden answer: quantised graphs executed on the CPU, by arithmetic that no other device shares. */
package systole.runtime.reference;
