package systole.nn;

/** Labelled images, by index from 0. Reading is safe from several threads. */
public interface Dataset {
    /** How many images there are. */
    int size();

    /** One image's values in the shape of the network's input; the caller's own. */
    float[] image(int index);

    /** Its class, from 0. */
    int label(int index);

    /**
     * What the network's outputs should be: 1 at the label and 0 elsewhere, unless a data set says otherwise. Throws {@link
     * IllegalArgumentException} where the label is no output.
     *
     * @param outputs how many there are
     */
    default float[] target(int index, int outputs) {
        if (label(index) < 0 || label(index) >= outputs) {
            throw new IllegalArgumentException("image %d has label %d, but the network has %d outputs".formatted(index, label(index), outputs));
        }
        float[] target = new float[outputs];
        target[label(index)] = 1;
        return target;
    }
}
