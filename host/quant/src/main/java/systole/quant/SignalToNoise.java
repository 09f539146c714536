package systole.quant;

/**
 * Energies of values and of their errors.
 *
 * @param signal sum of squares of the true values
 * @param noise sum of squares of the errors
 */
public record SignalToNoise(double signal, double noise) {
    /** Of nothing yet. */
    public static final SignalToNoise NONE = new SignalToNoise(0, 0);
    /** What stands for no noise at all, in dB: more than float32 can tell. */
    public static final double NOISELESS = 200;

    /** Of both together. */
    public SignalToNoise plus(SignalToNoise other) {
        return new SignalToNoise(signal + other.signal, noise + other.noise);
    }

    /** 10 log10(signal/noise), from -{@link #NOISELESS} to {@link #NOISELESS}. */
    public double decibels() {
        return noise == 0 ? NOISELESS : Math.clamp(10 * Math.log10(signal / noise), -NOISELESS, NOISELESS);
    }
}
