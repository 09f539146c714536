/** Pictures and data sets: idx files, image files, and digits that the project draws by itself. */
package systole.models.data;
