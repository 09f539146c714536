package systole.nn;

/** Whose mean and variance a batch normalisation takes. */
enum Statistics {
    /** Those that training has counted. */
    RUNNING {
        @Override
        Moments measure(Channel channel, Running running) {
            return new Moments(running.means()[channel.index()], running.variances()[channel.index()]);
        }

        @Override
        double dependence(Channel channel) {
            return 0;
        }
    },
    /** Those of the batch, which also go into the running ones; there the variance is the unbiased one, as in PyTorch. */
    BATCH {
        @Override
        Moments measure(Channel channel, Running running) {
            Moments moments = channel.moments();
            double unbiased = moments.variance() * channel.count() / Math.max(1, channel.count() - 1);
            update(running.means(), channel.index(), moments.mean(), running.momentum());
            update(running.variances(), channel.index(), unbiased, running.momentum());
            return moments;
        }

        @Override
        double dependence(Channel channel) {
            return 1.0 / channel.count();
        }
    };

    /** Mean and biased variance. */
    record Moments(double mean, double variance) {
    }

    /** What inference reads, and how much of each batch goes into it. */
    record Running(float[] means, float[] variances, float momentum) {
    }

    /** The moments that a channel is normalised by. */
    abstract Moments measure(Channel channel, Running running);

    /** By how much one value moves the channel's mean. */
    abstract double dependence(Channel channel);

    private static void update(float[] running, int channel, double measured, float momentum) {
        running[channel] = (float) ((1 - momentum) * running[channel] + momentum * measured);
    }
}
