/** Lowers quantised graphs to tiles and tiles to descriptors: a {@link systole.compiler.Program} that every device runs. */
package systole.compiler;
