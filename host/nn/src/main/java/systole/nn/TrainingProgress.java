package systole.nn;

/**
 * Where a training stands. Loss and accuracy are means over this epoch so far, on augmented images and while the parameters change.
 *
 * @param epoch from 1
 * @param epochs how many there will be
 * @param images trained on in this epoch
 * @param imagesPerEpoch in a whole epoch
 * @param loss cross-entropy
 * @param accuracy 0 to 1
 * @param seconds since this epoch began
 */
public record TrainingProgress(int epoch, int epochs, int images, int imagesPerEpoch, double loss, double accuracy, double seconds) {
    /** Whether this was the epoch's last mini-batch. */
    public boolean endsEpoch() {
        return images == imagesPerEpoch;
    }
}
