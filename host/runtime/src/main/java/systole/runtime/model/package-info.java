/** The accelerator as a Java model: it executes programs, descriptor by descriptor. */
package systole.runtime.model;
