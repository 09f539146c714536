package systole.nn;

import java.util.stream.IntStream;

/**
 * How well a network classifies.
 *
 * @param images how many were classified
 * @param correct how many of them as labelled
 */
public record Evaluation(int images, int correct) {
    /** Classifies a whole data set. */
    public static Evaluation of(Network network, Dataset data) {
        long correct = IntStream.range(0, data.size())
                .filter(index -> Classification.best(network.forward(data.image(index))) == data.label(index)).count();
        return new Evaluation(data.size(), (int) correct);
    }

    /** The correct share, 0 to 1. */
    public double accuracy() {
        return (double) correct / images;
    }
}
