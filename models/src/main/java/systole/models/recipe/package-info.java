/** Trainings written down in JSON: network, optimiser, schedule, augmentation and all else that decides what comes out. */
package systole.models.recipe;
