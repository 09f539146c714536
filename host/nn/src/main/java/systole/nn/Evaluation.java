package systole.nn;

import java.util.function.UnaryOperator;
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
        return of(network::forward, data);
    }

    /** Classifies a whole data set by a network that was prepared for it. */
    public static Evaluation of(InferenceNetwork network, Dataset data) {
        return of(network::forward, data);
    }

    private static Evaluation of(UnaryOperator<float[]> network, Dataset data) {
        long correct = IntStream.range(0, data.size())
                .filter(index -> Classification.best(network.apply(data.image(index))) == data.label(index)).count();
        return new Evaluation(data.size(), (int) correct);
    }

    /** The correct share, 0 to 1. */
    public double accuracy() {
        return (double) correct / images;
    }
}
