package systole.nn;

import java.util.concurrent.atomic.LongAdder;
import systole.graph.Graph;

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
     * Classifies a whole data set by networks that are prepared for it, one on each thread, and so without waiting for each other.
     *
     * @param data may be asked for images by several threads
     * @param progress runs after each image, on any of the threads
     */
    public static Evaluation of(Graph graph, Parameters parameters, Dataset data, Workers workers, Runnable progress) {
        LongAdder correct = new LongAdder();
        int threads = Math.min(workers.threads(), data.size());
        workers.forEach(threads, thread -> {
            InferenceNetwork network = InferenceNetwork.of(graph, parameters);
            for (int index = thread; index < data.size(); index += threads) {
                correct.add(Classification.best(network.forward(data.image(index))) == data.label(index) ? 1 : 0);
                progress.run();
            }
        });
        return new Evaluation(data.size(), correct.intValue());
    }

    /** The correct share, 0 to 1. */
    public double accuracy() {
        return (double) correct / images;
    }
}
