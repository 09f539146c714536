/** Numbers as pictures: maps, filters, and sheets of many. */
package systole.nn.picture;
