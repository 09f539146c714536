package systole.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import systole.graph.Shape;
import systole.graph.Window;
import systole.quant.QuantisedGraph;
import systole.quant.QuantisedTensor;

/** Graphs with branches by chance: tensors with several readers, sums, concatenations of concatenations, and nodes of the host. */
public final class RandomNetwork {
    private final RandomGenerator random;
    private final int lanes;
    private final GraphMaker maker;
    private final List<QuantisedTensor> tensors = new ArrayList<>();

    private RandomNetwork(int lanes, long seed) {
        this.random = new SplittableRandom(seed);
        this.lanes = lanes;
        this.maker = new GraphMaker(random, Shape.map(channels(), random.nextInt(1, 10), random.nextInt(1, 10)));
        tensors.add(maker.current());
    }

    /**
     * Three to twelve nodes on maps, and a fully connected layer.
     *
     * @param lanes the array's size, which channels are chosen around
     * @param seed equal seeds give equal graphs
     */
    public static QuantisedGraph of(int lanes, long seed) {
        return new RandomNetwork(lanes, seed).graph();
    }

    private QuantisedGraph graph() {
        int nodes = random.nextInt(3, 13);
        for (int i = 0; i < nodes; i++) {
            maker.from(anyTensor());
            addNode();
            tensors.add(maker.current());
        }
        return random.nextBoolean() ? maker.graph() : maker.linear(channels()).graph();
    }

    /** Mostly one of the latest, so that networks become deep. */
    private QuantisedTensor anyTensor() {
        int last = tensors.size() - 1;
        return tensors.get(random.nextInt(3) == 0 ? random.nextInt(last + 1) : last - random.nextInt(Math.min(2, last + 1)));
    }

    private void addNode() {
        switch (random.nextInt(12)) {
            case 0 -> maker.maxPool(samePool());
            case 1 -> maker.averagePool(Window.square(1, random.nextInt(1, 3), 0));
            case 2 -> maker.lookup();
            case 3 -> maker.softmax();
            case 4, 5, 6 -> concatenate();
            case 7, 8, 9 -> addition();
            default -> maker.convolution(channels(), sameWindow(), 1);
        }
    }

    private void concatenate() {
        Shape shape = maker.shape();
        List<QuantisedTensor> fitting = tensors.stream().filter(tensor -> tensor.shape().isMap()
                && tensor.shape().height() == shape.height() && tensor.shape().width() == shape.width()
                && tensor.shape().channels() < 6 * lanes).toList();
        List<QuantisedTensor> others = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0 && !fitting.isEmpty(); i--) {
            others.add(fitting.get(fitting.size() - 1 - random.nextInt(Math.min(3, fitting.size()))));
        }
        maker.concatenate(others.toArray(QuantisedTensor[]::new));
    }

    /** A sum with a tensor of the same shape: there is at least the current one itself. Often both branches are fresh convolutions. */
    private void addition() {
        QuantisedTensor start = maker.current();
        if (random.nextBoolean()) {
            maker.convolution(start.shape().channels(), sameWindow(), 1);
        }
        List<QuantisedTensor> fitting = tensors.stream().filter(tensor -> tensor.shape().equals(maker.shape())).toList();
        QuantisedTensor left = maker.current();
        if (fitting.isEmpty() || random.nextInt(3) == 0) {
            maker.from(start).convolution(left.shape().channels(), left.shape().equals(start.shape()) ? sameWindow() : Window.square(1, 1, 0), 1);
        } else {
            maker.from(fitting.get(random.nextInt(fitting.size())));
        }
        maker.add(left);
    }

    private int channels() {
        int[] choices = {1, 3, lanes - 1, lanes, lanes + 1, 2 * lanes, 2 * lanes + 3};
        return choices[random.nextInt(choices.length)];
    }

    /** A window that keeps the map's extents, so that branches fit together. */
    private Window sameWindow() {
        int half = random.nextInt(2);
        return Window.square(2 * half + 1, 1, half);
    }

    private Window samePool() {
        return random.nextInt(3) == 0 ? Window.square(1, 2, 0) : Window.square(3, 1, 1);
    }
}
