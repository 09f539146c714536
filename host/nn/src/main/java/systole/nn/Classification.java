package systole.nn;

/** What is made of a classifier's logits for one image. */
public final class Classification {
    private Classification() {
    }

    /** The class with the largest logit; of equals the first. */
    public static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Probabilities: exp(x) / sum of exp, shifted by the maximum so that nothing overflows. */
    public static float[] softmax(float[] logits) {
        float[] probabilities = new float[logits.length];
        double largest = logits[best(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
        }
        return probabilities;
    }
}
