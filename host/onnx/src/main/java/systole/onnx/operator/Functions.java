package systole.onnx.operator;

/** Functions of one real number that Java's library lacks. */
public final class Functions {
    /** The defaults of Selu. */
    public static final float SELU_ALPHA = 1.67326319217681884765625f;
    public static final float SELU_GAMMA = 1.05070102214813232421875f;

    private static final int LARGEST_ERF_ARGUMENT = 6;
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    /** The factor of x^3 in GELU's approximation by tanh (Hendrycks and Gimpel, 2016, section 2). */
    private static final double GELU_CUBE = 0.044715;

    private Functions() {
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** log(1 + exp(x)), without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** The error function by its series of positive terms: 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!! (Abramowitz and Stegun, 7.1.6). */
    static double erf(double x) {
        if (!(Math.abs(x) < LARGEST_ERF_ARGUMENT)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.ulp(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    static double gelu(double x) {
        return x / 2 * (1 + erf(x / Math.sqrt(2)));
    }

    static double geluByTanh(double x) {
        return x / 2 * (1 + Math.tanh(SQRT_2_OVER_PI * (x + GELU_CUBE * x * x * x)));
    }

    /** scale * x above 0, scale * alpha * (exp(x / width) - 1) below: the family of ELU, SELU and CELU. */
    static double elu(double x, double scale, double alpha, double width) {
        return scale * (x >= 0 ? x : alpha * Math.expm1(x / width));
    }
}
