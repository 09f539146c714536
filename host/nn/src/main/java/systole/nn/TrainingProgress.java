package systole.nn;

/**
 * Where a training stands. Loss and accuracy are means over this epoch so far, on augmented images and while the parameters change.
 *
 * @param epoch from 1
 * @param epochs how many there will be
 * @param images trained on in this epoch
 * @param imagesPerEpoch in a whole epoch
 * @param score of this epoch's images so far
 * @param rate the learning rate of the last step
 * @param seconds since this epoch began
 */
public record TrainingProgress(int epoch, int epochs, int images, int imagesPerEpoch, Score score, double rate, double seconds) {
    /** Whether this was the epoch's last mini-batch. */
    public boolean endsEpoch() {
        return images == imagesPerEpoch;
    }

    /** Mean loss. */
    public double loss() {
        return score.loss();
    }

    /** 0 to 1. */
    public double accuracy() {
        return score.accuracy();
    }

    /** Images a second. */
    public double speed() {
        return images / seconds;
    }

    /** Until all epochs are over, at this epoch's speed; validation is left out. */
    public double secondsLeft() {
        return ((double) (epochs - epoch + 1) * imagesPerEpoch - images) / speed();
    }
}
