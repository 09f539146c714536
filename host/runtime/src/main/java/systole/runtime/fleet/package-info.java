/** Several devices that work as one: they share the batches, and go on without one that fails. */
package systole.runtime.fleet;
