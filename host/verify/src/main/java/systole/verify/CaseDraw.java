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
    private final List<TensorType> types = new ArrayList<>();

    CaseDraw(Accelerator accelerator, Chance chance) {
        this.accelerator = accelerator;
        this.chance = chance;
    }

    Case draw() {
        Input input = new Input(shape(), chance.zeroPoint(), fill());
        types.add(input.type());
        int layers = chance.between(1, 4);
        for (int i = 0; i < layers; i++) {
            addLayer();
        }
        if (chance.onceIn(3)) {
            add(last(), linear(types.getLast().shape()));
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
        int reads = chance.onceIn(8) ? chance.between(0, last()) : last();
        Shape read = types.get(reads).shape();
        add(reads, read.isMap() ? onMap(read) : linear(read));
        if (types.getLast().shape().isMap() && chance.onceIn(3)) {
            add(last(), new Layer.MaxPool(new WindowDraw(chance, types.getLast().shape()).pool()));
        }
        joined();
    }

    /** Now and then the last tensor meets an earlier one that fits; where none does, a branch beside it is made that does. */
    private void joined() {
        TensorType type = types.getLast();
        if (chance.onceIn(4)) {
            add(chance.onceIn(6) ? List.of(last(), last()) : List.of(partner(type), last()), addition());
        } else if (chance.onceIn(5)) {
            int zeroPoint = type.zeroPoint();
            int partner = chance.onceIn(2) ? last() : partner(type);
            if (types.get(partner).zeroPoint() == zeroPoint) {
                add(chance.onceIn(2) ? List.of(partner, last()) : List.of(last(), partner, last()), new Layer.Concatenation());
            }
        }
    }

    /** An earlier tensor of the same shape; where there is none, a copy of the last one is made. */
    private int partner(TensorType type) {
        List<Integer> equal = IntStream.range(0, last()).filter(i -> types.get(i).shape().equals(type.shape())).boxed().toList();
        if (!equal.isEmpty() && !chance.onceIn(3)) {
            return equal.get(chance.between(0, equal.size() - 1));
        }
        int sibling = last();
        Tail tail = new Tail(type.zeroPoint(), Byte.MIN_VALUE, Byte.MAX_VALUE, OptionalInt.empty());
        Layer copy = type.shape().isMap()
                ? new Layer.Convolution(type.shape().channels(), Window.square(1, 1, 0), type.shape().channels(), weights(), tail)
                : new Layer.Lookup(type.zeroPoint());
        add(sibling, copy);
        return sibling;
    }

    private Layer addition() {
        int low = chance.onceIn(2) ? Byte.MIN_VALUE : chance.between(Byte.MIN_VALUE, 0);
        int high = chance.onceIn(2) ? Byte.MAX_VALUE : chance.between(1, Byte.MAX_VALUE);
        return new Layer.Addition(chance.onceIn(4) ? Weights.ONES : weights(), chance.zeroPoint(), low, high);
    }

    private int last() {
        return types.size() - 1;
    }

    private void add(int reads, Layer layer) {
        add(List.of(reads), layer);
    }

    private void add(List<Integer> reads, Layer layer) {
        nodes.add(new Node(reads, layer));
        types.add(layer.output(reads.stream().map(types::get).toList()));
    }

    private Layer onMap(Shape map) {
        WindowDraw windows = new WindowDraw(chance, map);
        return switch (chance.between(0, 12)) {
            case 0 -> new Layer.MaxPool(windows.pool());
            case 1 -> new Layer.AveragePool(windows.any(), tail());
            case 2 -> linear(map);
            case 3, 4 -> convolution(map, windows.any(), map.channels());
            case 5 -> convolution(map, windows.any(), divisor(map.channels()));
            case 10 -> transposed(map, windows.transposed());
            case 11 -> chance.onceIn(2) ? new Layer.Lookup(chance.zeroPoint()) : new Layer.Normalisation(chance.between(1, 6), chance.zeroPoint());
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

    private Layer transposed(Shape map, Window window) {
        long macsPerOutput = (long) map.size() * WindowFields.taps(window);
        return new Layer.TransposedConvolution(Math.clamp(MOST_MACS / macsPerOutput, 1, channels()), window, weights(), tail());
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
