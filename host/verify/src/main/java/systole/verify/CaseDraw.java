package systole.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import systole.graph.Shape;
import systole.graph.Window;
import systole.runtime.MemoryTiming;

/** One case by chance: sizes around those of its array, every operator, and now and then a branch. */
final class CaseDraw {
    private static final int SEEDS = 1 << 20;
    private static final int USUAL_SIDE = 13;
    private static final int LARGEST_SIDE = 60;
    /** Bounds a layer's work, so that thousands of cases run in minutes. */
    private static final long MOST_MACS = 400_000;
    private static final int MOST_LINEAR_WEIGHTS = 30_000;

    private final Accelerator accelerator;
    private final Chance chance;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    CaseDraw(Accelerator accelerator, Chance chance) {
        this.accelerator = accelerator;
        this.chance = chance;
    }

    Case draw() {
        Input input = new Input(shape(), chance.zeroPoint(), fill());
        shapes.add(input.shape());
        int layers = chance.between(1, 4);
        for (int i = 0; i < layers; i++) {
            addLayer();
        }
        if (chance.onceIn(3)) {
            add(shapes.size() - 1, linear(shapes.getLast()));
        }
        return new Case(accelerator, memory(), input, nodes);
    }

    private MemoryTiming memory() {
        OptionalInt bandwidth = chance.onceIn(2) ? OptionalInt.empty() : OptionalInt.of(chance.between(1, 19));
        double stalls = chance.oneOf(0, 0, 3, 8) / 10.0;
        return new MemoryTiming(chance.oneOf(1, 7, 100, 333), bandwidth, stalls, chance.between(0, SEEDS - 1));
    }

    private Fill fill() {
        return switch (chance.between(1, 12)) {
            case 1 -> Fill.LOWEST;
            case 2 -> Fill.HIGHEST;
            default -> Fill.RANDOM;
        };
    }

    /** Mostly small; sometimes too large for an accumulator bank, with few channels then. */
    private Shape shape() {
        if (chance.onceIn(10)) {
            return Shape.map(chance.between(1, 3), largeSide(), largeSide());
        }
        return Shape.map(channels(), side(), side());
    }

    private int channels() {
        int lanes = accelerator.array();
        return chance.oneOf(1, 2, 3, 5, 7, 13, lanes - 1, lanes, lanes + 1, 2 * lanes, 2 * lanes + 1);
    }

    private int side() {
        return chance.onceIn(6) ? 1 : chance.between(1, USUAL_SIDE);
    }

    private int largeSide() {
        return chance.between(LARGEST_SIDE / 2, LARGEST_SIDE);
    }

    /** A layer behind the last one or any earlier, and in a third of the cases a pool that may be fused into it. */
    private void addLayer() {
        int reads = chance.onceIn(8) ? chance.between(0, shapes.size() - 1) : shapes.size() - 1;
        Shape read = shapes.get(reads);
        add(reads, read.isMap() ? onMap(read) : linear(read));
        if (shapes.getLast().isMap() && chance.onceIn(3)) {
            add(shapes.size() - 1, new Layer.MaxPool(new WindowDraw(chance, shapes.getLast()).pool()));
        }
    }

    private void add(int reads, Layer layer) {
        nodes.add(new Node(reads, layer));
        shapes.add(layer.output(shapes.get(reads)));
    }

    private Layer onMap(Shape map) {
        WindowDraw windows = new WindowDraw(chance, map);
        return switch (chance.between(0, 9)) {
            case 0 -> new Layer.MaxPool(windows.pool());
            case 1 -> new Layer.AveragePool(windows.any(), tail());
            case 2 -> linear(map);
            case 3, 4 -> convolution(map, windows.any(), map.channels());
            case 5 -> convolution(map, windows.any(), divisor(map.channels()));
            default -> convolution(map, windows.any(), 1);
        };
    }

    private Layer convolution(Shape map, Window window, int groups) {
        int wanted = groups == map.channels() ? chance.between(1, 2) : Math.max(1, channels() / groups);
        long macsPerOutput = (long) window.outputHeight(map.height()) * window.outputWidth(map.width())
                * (map.channels() / groups) * window.kernelHeight() * window.kernelWidth();
        int affordable = (int) Math.max(1, MOST_MACS / (macsPerOutput * groups));
        return new Layer.Convolution(groups * Math.min(wanted, affordable), window, groups, weights(), tail());
    }

    private Layer linear(Shape read) {
        int outputs = Math.min(channels(), Math.max(1, MOST_LINEAR_WEIGHTS / read.size()));
        return new Layer.Linear(outputs, weights(), tail());
    }

    private int divisor(int channels) {
        return chance.oneOf(IntStream.rangeClosed(1, channels).filter(groups -> channels % groups == 0).toArray());
    }

    private Weights weights() {
        return chance.onceIn(4) ? Weights.EXTREME : Weights.RANDOM;
    }

    /** Clamps lie around the zero point, where the results are. */
    private Tail tail() {
        int zeroPoint = chance.zeroPoint();
        OptionalInt lookup = chance.onceIn(6) ? OptionalInt.of(chance.zeroPoint()) : OptionalInt.empty();
        int centre = lookup.orElse(zeroPoint);
        int low = chance.onceIn(2) ? Byte.MIN_VALUE : chance.between(Byte.MIN_VALUE, Math.min(centre, Byte.MAX_VALUE - 1));
        int high = chance.onceIn(2) ? Byte.MAX_VALUE : chance.between(Math.max(centre, low + 1), Byte.MAX_VALUE);
        return new Tail(zeroPoint, low, high, lookup);
    }
}
