/** Variations of images for training. Records that can be put one after the other; all chance comes from the generator that they are given. */
package systole.models.augment;
