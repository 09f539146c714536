package systole.nn.inside;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import systole.graph.Shape;
import systole.nn.Classification;
import systole.nn.Dataset;
import systole.nn.Network;

/**
 * Which classes a network takes for which.
 *
 * @param counts images of each class (row) by the class that the network saw (column)
 */
public record ConfusionMatrix(List<List<Integer>> counts) {
    public ConfusionMatrix {
        counts = counts.stream().map(List::copyOf).toList();
    }

    /**
     * Classifies a whole data set; throws {@link IllegalArgumentException} where a network makes maps, and no scores of classes.
     *
     * @param progress hears how many images are done
     */
    public static ConfusionMatrix of(Network network, Dataset data, IntConsumer progress) {
        Shape output = network.graph().outputShape();
        int classes = output.channels();
        if (output.size() != classes) {
            throw new IllegalArgumentException("graph %s makes %s, and no scores of classes".formatted(network.graph().name(), output));
        }
        List<List<Integer>> counts = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            counts.add(new ArrayList<>(Collections.nCopies(classes, 0)));
        }
        network.forEach(data, network.graph().output(), (index, scores) -> {
            List<Integer> row = counts.get(data.label(index));
            int seen = Classification.best(scores);
            row.set(seen, row.get(seen) + 1);
            progress.accept(index + 1);
        });
        return new ConfusionMatrix(counts);
    }

    /** How many classes there are. */
    public int classes() {
        return counts.size();
    }

    /** Images of a class. */
    public int images(int label) {
        return counts.get(label).stream().mapToInt(Integer::intValue).sum();
    }
}
