package systole.nn;

/**
 * What training makes small, for one image: a number that tells how far the network's outputs are from a target of the same size. A
 * classifier's target has 1 at the label and 0 elsewhere; shares of several classes are targets too. The loss of a mini-batch is the mean over
 * its images. Formulas are those of PyTorch's losses with their default reduction.
 */
@FunctionalInterface
public interface Loss {
    /**
     * The loss, and its derivative by each output.
     *
     * @param outputs of the network for one image
     * @param target of as many values
     * @param derivative is written
     */
    double of(float[] outputs, float[] target, float[] derivative);

    /** Cross-entropy on logits: -sum of t log softmax(x), computed together so that nothing overflows. Derivative: softmax(x) * sum of t - t. */
    static Loss crossEntropy() {
        return (logits, target, derivative) -> {
            double largest = logits[Classification.best(logits)];
            double exponentials = 0;
            double targets = 0;
            for (int i = 0; i < logits.length; i++) {
                exponentials += Math.exp(logits[i] - largest);
                targets += target[i];
            }
            double loss = 0;
            for (int i = 0; i < logits.length; i++) {
                loss += target[i] == 0 ? 0 : target[i] * (Math.log(exponentials) - (logits[i] - largest));
                derivative[i] = (float) (targets * Math.exp(logits[i] - largest) / exponentials - target[i]);
            }
            return loss;
        };
    }

    /** Negative log-likelihood of log-probabilities, as a last LogSoftmax makes them: -sum of t x. */
    static Loss negativeLogLikelihood() {
        return (outputs, target, derivative) -> {
            double loss = 0;
            for (int i = 0; i < outputs.length; i++) {
                loss -= target[i] == 0 ? 0 : (double) target[i] * outputs[i];
                derivative[i] = -target[i];
            }
            return loss;
        };
    }

    /** Mean squared error: the mean of (x - t)^2. */
    static Loss meanSquaredError() {
        return (outputs, target, derivative) -> {
            double loss = 0;
            for (int i = 0; i < outputs.length; i++) {
                double error = (double) outputs[i] - target[i];
                loss += error * error / outputs.length;
                derivative[i] = (float) (2 * error / outputs.length);
            }
            return loss;
        };
    }

    /** L1, the mean absolute error: the mean of |x - t|; its derivative at 0 is 0. */
    static Loss meanAbsoluteError() {
        return (outputs, target, derivative) -> {
            double loss = 0;
            for (int i = 0; i < outputs.length; i++) {
                double error = (double) outputs[i] - target[i];
                loss += Math.abs(error) / outputs.length;
                derivative[i] = (float) (Math.signum(error) / outputs.length);
            }
            return loss;
        };
    }

    /**
     * Multi-class hinge: the sum of max(0, margin - x of the label + x) over the other classes, divided by the number of classes (Crammer and
     * Singer, 2001, in the form of PyTorch's MultiMarginLoss). The label is where the target is largest.
     */
    static Loss hinge(double margin) {
        return (outputs, target, derivative) -> {
            int label = Classification.best(target);
            double loss = 0;
            derivative[label] = 0;
            for (int i = 0; i < outputs.length; i++) {
                double violation = margin - outputs[label] + outputs[i];
                if (i != label) {
                    boolean violated = !(violation <= 0);
                    loss += violated ? violation / outputs.length : 0;
                    derivative[i] = violated ? 1f / outputs.length : 0;
                    derivative[label] -= derivative[i];
                }
            }
            return loss;
        };
    }
}
