package systole.nn;

/**
 * A penalty on large weights, added to the loss: l1 * sum of |w| + l2/2 * sum of w^2, so that l2 acts as weight decay does. With both it is the
 * elastic net (Zou and Hastie, 2005). Weights of convolutions and linear layers count; biases and normalisations are left alone.
 *
 * @param l1 at least 0
 * @param l2 at least 0
 */
public record Regulariser(double l1, double l2) {
    /** No penalty. */
    public static final Regulariser NONE = new Regulariser(0, 0);

    public Regulariser {
        if (!(l1 >= 0 && l2 >= 0 && l1 + l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a regulariser's factors must be at least 0, not %s and %s".formatted(l1, l2));
        }
    }

    /** Drives weights to 0, and many to exactly 0. */
    public static Regulariser l1(double factor) {
        return new Regulariser(factor, 0);
    }

    /** Keeps weights small. */
    public static Regulariser l2(double factor) {
        return new Regulariser(0, factor);
    }

    /** The penalty itself. */
    public double penalty(Parameters parameters) {
        return parameters.tensors().values().stream().filter(Regulariser::counts).mapToDouble(tensor -> {
            double sum = 0;
            for (float weight : tensor.values()) {
                sum += l1 * Math.abs(weight) + l2 / 2 * weight * weight;
            }
            return sum;
        }).sum();
    }

    /** Adds its derivative, l1 * sign(w) + l2 * w, to the gradients. */
    void addGradient(Parameters parameters, Parameters gradients, Workers workers) {
        if (equals(NONE)) {
            return;
        }
        gradients.tensors().forEach((name, gradient) -> {
            if (counts(gradient)) {
                float[] weights = parameters.get(name).values();
                workers.forRanges(weights.length, 1, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        gradient.values()[i] += (float) (l1 * Math.signum(weights[i]) + l2 * weights[i]);
                    }
                });
            }
        });
    }

    private static boolean counts(Tensor tensor) {
        return tensor.shape().extents().size() > 1;
    }
}
