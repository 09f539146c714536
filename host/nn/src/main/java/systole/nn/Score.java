package systole.nn;

/**
 * How a network did on images.
 *
 * @param images how many
 * @param loss mean of their losses, without the regulariser's penalty
 * @param correct how many have their largest output where the target's is
 */
public record Score(int images, double loss, int correct) {
    static final Score NONE = new Score(0, 0, 0);

    /** The correct share, 0 to 1. */
    public double accuracy() {
        return (double) correct / images;
    }

    /** Of both sets of images together. */
    Score plus(Score other) {
        int all = images + other.images;
        return new Score(all, (loss * images + other.loss * other.images) / all, correct + other.correct);
    }
}
