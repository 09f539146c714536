package systole.nn;

/** Labelled images, by index from 0. Reading is safe from several threads. */
public interface Dataset {
    /** How many images there are. */
    int size();

    /** One image's values in the shape of the network's input; the caller's own. */
    float[] image(int index);

    /** Its class, from 0. */
    int label(int index);
}
