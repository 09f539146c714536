/** Graphs of CNN operators with inferred shapes. Weights stand beside a graph, by name, and not in it. */
package systole.graph;
