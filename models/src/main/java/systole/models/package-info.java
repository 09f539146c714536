/** The network zoo: graphs, the weights the project trained for them, and the commands that train them. */
package systole.models;
