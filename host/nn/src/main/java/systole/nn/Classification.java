package systole.nn;

/** What is made of a classifier's logits: one row of them for each image. */
public final class Classification {
    private Classification() {
    }

    /** The class with the largest logit; of equals the first. */
    public static int best(float[] logits) {
        return best(logits, 0, logits.length);
    }

    /** Probabilities: exp(x) / sum of exp, shifted by the maximum so that nothing overflows. */
    public static float[] softmax(float[] logits) {
        double logSum = logSum(logits, 0, logits.length);
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) Math.exp(logits[i] - logSum);
        }
        return probabilities;
    }

    static int best(float[] logits, int offset, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (logits[offset + i] > logits[offset + best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Softmax cross-entropy: -log of the labelled class's probability.
     *
     * @param logits at least as many rows as there are labels
     * @param classes logits in a row
     * @param scale what the gradient is multiplied with: 1 / images of the mini-batch, so that slices add up to the mean's gradient
     * @param gradient takes the derivative by each logit: scale * (probability - 1 for the label)
     * @return the sum over the labelled images, not scaled
     */
    static double crossEntropy(float[] logits, int classes, int[] labels, double scale, float[] gradient) {
        double loss = 0;
        for (int image = 0; image < labels.length; image++) {
            int offset = image * classes;
            double logSum = logSum(logits, offset, classes);
            for (int i = offset; i < offset + classes; i++) {
                gradient[i] = (float) (scale * Math.exp(logits[i] - logSum));
            }
            gradient[offset + labels[image]] -= (float) scale;
            loss += logSum - logits[offset + labels[image]];
        }
        return loss;
    }

    private static double logSum(float[] logits, int offset, int classes) {
        float largest = logits[offset + best(logits, offset, classes)];
        double sum = 0;
        for (int i = offset; i < offset + classes; i++) {
            sum += Math.exp(logits[i] - largest);
        }
        return largest + Math.log(sum);
    }
}
