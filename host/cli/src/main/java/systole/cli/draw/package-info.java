/** Pictures: graphs, maps of numbers, and the files that they are drawn into. */
package systole.cli.draw;
