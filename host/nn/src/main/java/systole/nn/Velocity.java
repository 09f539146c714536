package systole.nn;

import java.util.List;

/** What optimisers with momentum remember of each element: v = momentum * v + g. */
final class Velocity {
    private Velocity() {
    }

    /** Throws {@link IllegalArgumentException} where that is no momentum: it is 0 (none) to below 1. */
    static void requireMomentum(double momentum) {
        Shares.require("a momentum", momentum);
    }

    static List<String> memories() {
        return List.of("velocity");
    }

    /** Takes the gradients in. */
    static void update(float[] velocity, float momentum, float[] gradients, int from, int to) {
        for (int i = from; i < to; i++) {
            velocity[i] = momentum * velocity[i] + gradients[i];
        }
    }
}
