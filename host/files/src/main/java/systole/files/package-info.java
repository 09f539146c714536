/** Files written so that nothing is lost: what every module that saves something shares. */
package systole.files;
