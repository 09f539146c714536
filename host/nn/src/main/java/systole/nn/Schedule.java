package systole.nn;

import java.util.List;

/** The learning rate over a training. */
@FunctionalInterface
public interface Schedule {
    /** The rate of the step at that time. */
    double rate(Time time);

    /**
     * Where a training stands.
     *
     * @param epoch passes over the data so far, with fractions: 0 at the first step
     * @param epochs how many there will be
     * @param losses of the epochs that are over: the validation's where there is one, else the training's
     */
    record Time(double epoch, int epochs, List<Double> losses) {
        public Time {
            losses = List.copyOf(losses);
        }
    }

    /** The same rate throughout. */
    static Schedule constant(double rate) {
        return _ -> rate;
    }

    /** Multiplied with the factor after each so many epochs. */
    static Schedule step(double rate, int epochs, double factor) {
        return time -> rate * Math.pow(factor, (int) time.epoch() / epochs);
    }

    /** Multiplied with the factor after each epoch. */
    static Schedule exponential(double rate, double factor) {
        return step(rate, 1, factor);
    }

    /** From the rate down to 0 along half a cosine (Loshchilov and Hutter, 2017, without restarts). */
    static Schedule cosine(double rate) {
        return time -> rate * (1 + Math.cos(Math.PI * time.epoch() / time.epochs())) / 2;
    }

    /**
     * Grows linearly into another schedule.
     *
     * @param epochs until the other rate is reached; fractions are meant
     * @param start the share of it that the first step has
     */
    static Schedule warmUp(double epochs, double start, Schedule schedule) {
        return time -> schedule.rate(time) * Math.min(1, start + (1 - start) * time.epoch() / epochs);
    }

    /**
     * Multiplied with the factor whenever more epochs than the patience bring no loss below the best one by a ten-thousandth; counting then
     * starts anew (PyTorch's ReduceLROnPlateau).
     */
    static Schedule reduceOnPlateau(double rate, double factor, int patience) {
        return time -> {
            double reduced = rate;
            double best = Double.POSITIVE_INFINITY;
            int withoutProgress = 0;
            for (double loss : time.losses()) {
                boolean better = loss < best * (1 - 1e-4);
                best = better ? loss : best;
                withoutProgress = better ? 0 : withoutProgress + 1;
                if (withoutProgress > patience) {
                    reduced *= factor;
                    withoutProgress = 0;
                }
            }
            return reduced;
        };
    }
}
