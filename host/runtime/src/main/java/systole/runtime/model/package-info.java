/** The accelerator as a Java model: it executes programs, descriptor by descriptor, and predicts their cycles. */
package systole.runtime.model;
