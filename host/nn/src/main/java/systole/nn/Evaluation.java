package systole.nn;

import java.util.function.IntConsumer;

/**
 * How well a network classifies.
 *
 * @param images how many were classified
 * @param correct how many of them as labelled
 */
public record Evaluation(int images, int correct) {
    /** Classifies a whole data set. */
    public static Evaluation of(Network network, Dataset data) {
        int[] correct = {0};
        network.forEach(data, network.graph().output(), (index, output) -> correct[0] += Classification.best(output) == data.label(index) ? 1 : 0);
        return new Evaluation(data.size(), correct[0]);
    }

    /**
     * Classifies a whole data set by a network that was prepared for it.
     *
     * @param progress hears how many images are done
     */
    public static Evaluation of(InferenceNetwork network, Dataset data, IntConsumer progress) {
        int correct = 0;
        for (int index = 0; index < data.size(); index++) {
            correct += Classification.best(network.forward(data.image(index))) == data.label(index) ? 1 : 0;
            progress.accept(index + 1);
        }
        return new Evaluation(data.size(), correct);
    }

    /** The correct share, 0 to 1. */
    public double accuracy() {
        return (double) correct / images;
    }
}
