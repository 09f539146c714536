package systole.nn;

/** Limits gradients before a step, so that one bad mini-batch doesn't throw the weights away. */
@FunctionalInterface
public interface Clipping {
    /** Leaves gradients as they are. */
    Clipping NONE = _ -> {
    };

    /** Changes gradients in place. */
    void clip(Parameters gradients);

    /** Each element to -limit .. limit. */
    static Clipping byValue(double limit) {
        requirePositive(limit);
        float bound = (float) limit;
        return gradients -> gradients.tensors().values().forEach(tensor -> {
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(Math.max(values[i], -bound), bound);
            }
        });
    }

    /** All gradients together to a Euclidean norm of at most the limit, their direction kept (Pascanu, Mikolov and Bengio, 2013). */
    static Clipping byNorm(double limit) {
        requirePositive(limit);
        return gradients -> {
            double norm = Math.sqrt(gradients.tensors().values().stream().mapToDouble(tensor -> squares(tensor.values())).sum());
            if (norm > limit) {
                gradients.scale((float) (limit / norm));
            }
        };
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static void requirePositive(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("a limit of gradients must be above 0, not " + limit);
        }
    }
}
