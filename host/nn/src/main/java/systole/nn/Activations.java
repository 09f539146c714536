package systole.nn;

/** Formulas that more than one place needs. */
final class Activations {
    private Activations() {
    }

    /** 1 / (1 + exp(-x)), rounded once. */
    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
