package systole.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** In which order a training takes its images: shuffled anew in each epoch, as a seed decides. */
final class EpochOrders {
    private final SplittableRandom random;
    private final List<Integer> order;

    EpochOrders(long seed, int images) {
        random = new SplittableRandom(seed);
        order = new ArrayList<>(IntStream.range(0, images).boxed().toList());
    }

    /**
     * An epoch's order.
     *
     * @param indices of all images
     * @param seed of everything else that is random in the epoch
     */
    record Order(List<Integer> indices, long seed) {
    }

    /** The first epoch's order, then the second's and so on. */
    Order next() {
        Collections.shuffle(order, random);
        return new Order(List.copyOf(order), random.nextLong());
    }

    /** Goes past the epochs that are over; each order is made of the one before. */
    EpochOrders skip(int epochs) {
        for (int i = 0; i < epochs; i++) {
            next();
        }
        return this;
    }
}
