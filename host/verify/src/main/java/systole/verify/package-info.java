/** Differential fuzzing: random networks on random memories, every device's bytes beside the reference's, failures shrunk. */
package systole.verify;
