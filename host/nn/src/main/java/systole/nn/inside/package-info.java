/** What a network has learned, and what it looks at: computed here, drawn elsewhere. */
package systole.nn.inside;
