package systole.nn;

import java.util.HashMap;
import java.util.Map;

/** Stochastic gradient descent with momentum: v = momentum * v + g; p -= rate * v. */
public final class Sgd implements Optimiser {
    private final float momentum;
    private final Map<String, float[]> velocities = new HashMap<>();

    /**
     * @param momentum 0 (none) to below 1
     */
    public Sgd(double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be from 0 to below 1, not " + momentum);
        }
        this.momentum = (float) momentum;
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, double rate) {
        gradients.tensors().forEach((name, gradient) -> step(parameters.get(name).values(), gradient.values(),
                velocities.computeIfAbsent(name, _ -> new float[gradient.values().length]), (float) rate));
    }

    private void step(float[] values, float[] gradients, float[] velocity, float rate) {
        for (int i = 0; i < values.length; i++) {
            velocity[i] = momentum * velocity[i] + gradients[i];
            values[i] -= rate * velocity[i];
        }
    }
}
